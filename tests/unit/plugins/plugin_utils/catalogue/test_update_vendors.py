# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.catalogue import update_vendors
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.catalogue.update_vendors import load_update_vendors, vendor_of
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.plain import plain
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.problems import schema_problems


def offers(distribution, *, url="http://mirror.example/x", **source):
    return vendor_of({"distribution": distribution}).offers({"url": url, "name": "main", **source})


@pytest.mark.parametrize(
    ("distribution", "url"),
    [
        ("debian", "http://deb.debian.org/debian/dists/trixie/InRelease"),
        ("debian", "https://DEB.debian.org./debian"),
        ("debian", "http://ftp.de.debian.org/debian"),
        ("debian", "http://security.debian.org:80/debian-security"),
        ("ubuntu", "http://de.archive.ubuntu.com/ubuntu"),
        ("ubuntu", "https://esm.ubuntu.com/apps/ubuntu"),
        ("linuxmint", "http://packages.linuxmint.com"),
        ("linuxmint", "http://archive.ubuntu.com/ubuntu"),
        ("rhel", "https://cdn.redhat.com/content/dist/rhel9"),
        ("rocky", "https://mirrors.rockylinux.org/mirrorlist"),
        ("almalinux", "https://mirrors.almalinux.org/mirrorlist/9/baseos"),
        ("fedora", "https://mirrors.fedoraproject.org/metalink"),
        ("opensuse-leap", "http://cdn.opensuse.org/distribution/leap/15.6/repo/oss"),
        ("sles", "https://updates.suse.com/SUSE/Products"),
        ("arch", "https://geo.mirror.pkgbuild.com/core/os/x86_64"),
    ],
)
def test_the_vendors_own_hosts(distribution, url):
    assert offers(distribution, url=url)


@pytest.mark.parametrize(
    ("distribution", "source"),
    [
        ("debian", {"origin": "Debian"}),
        ("debian", {"signed_by": "/usr/share/keyrings/debian-archive-keyring.gpg"}),
        ("ubuntu", {"origin": "UbuntuESM"}),
        ("rocky", {"name": "baseos"}),
        ("rhel", {"name": "rhel-9-for-x86_64-baseos-rpms"}),
        ("arch", {"name": "core"}),
        ("ol", {"name": "ol9_baseos_latest"}),
    ],
)
def test_mirrors_are_recognised_by_what_they_carry(distribution, source):
    assert offers(distribution, **source)


@pytest.mark.parametrize(
    ("distribution", "source"),
    [
        ("debian", {}),
        ("debian", {"url": "https://download.docker.com/linux/debian", "origin": "Docker"}),
        ("debian", {"url": "http://deb.debian.org.evil.example/debian"}),
        ("debian", {"url": "http://evildebian.org/debian"}),
        ("debian", {"url": "http://debian.org@evil.example/"}),
        ("debian", {"signed_by": "/etc/apt/keyrings/docker.gpg", "origin": None}),
        ("rocky", {"url": "https://mirrors.fedoraproject.org/metalink", "name": "epel"}),
        ("rhel", {"url": "https://mirrors.fedoraproject.org/metalink", "name": "epel"}),
        ("arch", {"name": "chaotic-aur"}),
        ("debian", {"url": "http://[broken"}),
        ("debian", {"url": "", "name": ""}),
    ],
)
def test_third_parties(distribution, source):
    assert not offers(distribution, **source)


def test_an_unknown_distribution_counts_as_the_closest_known_one():
    assert vendor_of({"distribution": "unheard-of", "family": ["also-unknown", "ubuntu", "debian"]}) is load_update_vendors()["ubuntu"]


@pytest.mark.parametrize("platform", [{}, {"distribution": None, "family": None}, {"distribution": "haiku"}, {"distribution": "x", "family": ["y"]}])
def test_without_a_known_distribution_there_is_no_vendor(platform):
    assert vendor_of(platform) is None


def test_only_own_hosts_are_hosts_of_the_vendor():
    debian = load_update_vendors()["debian"]
    assert debian.hosts_name("deb.debian.org")
    assert debian.hosts_name("deb.debian.org.")
    assert not debian.hosts_name("mirror.example")
    assert not debian.hosts_name("169.254.169.254")


def test_the_file_is_what_its_schema_asks_for():
    data = plain(yaml.safe_load(Path(update_vendors.__file__).with_suffix(".yml").read_text(encoding="utf-8")))
    assert schema_problems("update_vendors", data, "") == []
    also = {other for distribution in data["distributions"].values() for other in distribution.get("also", ())}
    assert also <= data["distributions"].keys()
    assert load_update_vendors().keys() == data["distributions"].keys()


@given(
    distribution=st.sampled_from(sorted(load_update_vendors())),
    url=st.text(),
    name=st.text(),
    origin=st.none() | st.text(),
    signed_by=st.none() | st.text(),
)
def test_whatever_a_machine_says_there_is_an_answer(distribution, url, name, origin, signed_by):
    source = {"url": url, "name": name, "origin": origin, "signed_by": signed_by}
    assert vendor_of({"distribution": distribution}).offers(source) in (True, False)
