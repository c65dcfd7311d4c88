# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.hygiene.urls import strip_path, strip_url, strip_urls_in


@pytest.mark.parametrize(
    ("url", "stripped"),
    [
        ("http://user:secret@proxy:3128/x?y#z", "http://proxy:3128/x"),
        ("http://user:se%40cret@proxy:3128", "http://proxy:3128"),
        ("http://us@er:secret@proxy", "http://proxy"),
        ("user:secret@proxy:3128", "proxy:3128"),
        ("proxy:3128", "proxy:3128"),
        ("HTTPS://u:p@Host.Example/a;session=1", "HTTPS://Host.Example/a"),
        ("http://user:sec/ret@host/x", "http://***"),
        ("http://user:sec?ret@host/x", "http://***"),
        ("http://user:1#ret@host/x", "http://***"),
        ("http://user:@sec?ret@host/x", "http://***"),
        ("http://user:@/sec?ret@host/x", "http://***"),
        ("http://user:]sec?ret@host/x", "http://***"),
        ("https://host/@scope/pkg", "https://***"),
        ("https://host/p?mail=a@b", "https://host/p"),
        ("http://[::1]:80/x", "http://[::1]:80/x"),
        ("http://[fe80::1%25eth0]/x?mail=a@b", "http://[fe80::1%25eth0]/x"),
        ("/login;jsessionid=1?x", "/login"),
        ("//u:p@h/x", "//h/x"),
        ("http:\\\\u:p@h\\x", "http:\\\\h\\x"),
        ("cdrom:[Debian GNU/Linux 12]/", "cdrom:[Debian GNU/Linux 12]/"),
        ("file:///srv/x?y", "file:///srv/x"),
        ("mirror+file:/etc/apt/mirrors/debian.list", "mirror+file:/etc/apt/mirrors/debian.list"),
        ("", ""),
    ],
)
def test_user_info_and_query_are_taken_off(url, stripped):
    assert strip_url(url) == stripped


KEY = "3f7a9c0de1b24f5886aa70c1d2e3f405"


@pytest.mark.parametrize(
    ("url", "stripped"),
    [
        (
            f"https://packagecloud.io/priv/{KEY}/acme/tools/debian/dists/bookworm/InRelease",
            "https://packagecloud.io/priv/***/acme/tools/debian/dists/bookworm/InRelease",
        ),
        ("https://packagecloud.io/priv/short/acme", "https://packagecloud.io/priv/***/acme"),
        ("https://dl.cloudsmith.io/aB3dE5gH7jK9mN1p/acme/private/deb/debian", "https://dl.cloudsmith.io/***/acme/private/deb/debian"),
        ("https://dl.cloudsmith.io/public/acme/tools/deb/debian", "https://dl.cloudsmith.io/public/acme/tools/deb/debian"),
        (f"https://repo.example/{KEY}", "https://repo.example/***"),
        ("https://repo.example/deb/550e8400-e29b-41d4-a716-446655440000/x", "https://repo.example/deb/***/x"),
        ("https://repo.example/t/eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9_x-y/deb", "https://repo.example/t/***/deb"),
        (f"/priv/{KEY}/x", "/priv/***/x"),
        (f"mirror+file:/etc/apt/{KEY}", "mirror+file:/etc/apt/***"),
    ],
)
def test_keys_in_the_path_are_hidden(url, stripped):
    assert strip_url(url) == stripped


@pytest.mark.parametrize(
    "url",
    [
        "http://deb.debian.org/debian/dists/bookworm-updates/InRelease",
        "http://snapshot.debian.org/archive/debian/20240101T000000Z/dists/bookworm",
        "https://cdn.redhat.com/content/dist/rhel9/9/x86_64/baseos/os/repodata/repomd.xml",
        "https://rhui.example/rhel-9-for-x86_64-appstream-eus-rhui-rpms/repodata/repomd.xml",
        "https://download.opensuse.org/distribution/leap/15.6/repo/oss/",
        "https://mirrors.fedoraproject.org/metalink",
        "https://packages.microsoft.com/ubuntu/22.04/prod/dists/jammy/main/binary-amd64/Packages.gz",
        "https://esm.ubuntu.com/infra/ubuntu/dists/jammy-infra-security/InRelease",
        "https://ppa.launchpadcontent.net/deadsnakes/ppa/ubuntu/dists/noble/InRelease",
        "https://linux.teamviewer.com/deb/dists/stable/InRelease",
        "https://download.docker.com/linux/centos/9/x86_64/stable/repodata/repomd.xml",
        "https://yum.postgresql.org/16/redhat/rhel-9.4-x86_64/postgresql16-server-libs-contrib-documentation",
    ],
)
def test_what_is_no_key_stays(url):
    assert strip_url(url) == url


def test_a_path_is_stripped_as_its_url_is():
    assert strip_path("/aB3dE5gH7jK9mN1p/acme?x=1", "dl.cloudsmith.io") == "/***/acme"


@settings(max_examples=1000)
@given(
    scheme=st.sampled_from(["http", "https", "socks5h", "mirror+http"]),
    user=st.text(alphabet="abcXYZ019._~%-", min_size=1, max_size=8),
    before=st.text(alphabet="abc:/?#@[]%&=;", max_size=6),
    after=st.text(alphabet="abc:/?#@[]%&=;", max_size=6),
    port=st.sampled_from(["", ":3128"]),
    path=st.sampled_from(["", "/", "/deb", "/deb?token=CANARY"]),
)
def test_a_password_never_stays(scheme, user, before, after, port, path):
    assert "CANARY" not in strip_url(f"{scheme}://{user}:{before}CANARY{after}@host.example{port}{path}")


@given(st.one_of(st.text(), st.binary()), st.integers(1, 60))
def test_anything_gives_bounded_text(url, limit):
    assert len(strip_url(url, limit)) <= limit


def test_urls_within_free_text():
    assert strip_urls_in("cannot open http://u:p@x/y?z=1 or 'https://a/b?c'") == "cannot open http://x/y or 'https://a/b'"
