# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.hygiene.urls import strip_url, strip_urls_in


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
