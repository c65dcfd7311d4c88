# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The latest version, read from a package source's indexes."""

from __future__ import annotations

import gzip
import lzma

import pytest

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.latest import latest
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.package_index import PackageSource, newest_version
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.platforms import architecture, package_format
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run.store import RunDirectory

PACKAGES = b"""Package: other
Version: 99

Package: teamviewer-host
Version: 15.9.1

Package: teamviewer-host
Version: 15.61.3
Description: x
 Version: 98
"""
REPOMD = b"""<?xml version="1.0"?><repomd xmlns="http://linux.duke.edu/metadata/repo"><data type="filelists"><location href="f"/></data>
<data type="primary"><location href="repodata/p.xml.%s"/></data></repomd>"""
PRIMARY = b"""<?xml version="1.0"?><metadata xmlns="http://linux.duke.edu/metadata/common">
<package><name>teamviewer-host</name><arch>x86_64</arch><version epoch="0" ver="15.9.1" rel="0"/></package>
<package><name>teamviewer-host</name><arch>x86_64</arch><version epoch="0" ver="15.61.3" rel="0"/></package>
<package><name>teamviewer-host</name><arch>src</arch><version epoch="0" ver="99" rel="0"/></package></metadata>"""
DEB = PackageSource("deb", "https://x/deb", "amd64", "teamviewer-host", "stable", "main")
RPM = PackageSource("rpm", "https://x/$basearch/", "x86_64", "teamviewer-host")


def served(**answers):
    def fetch(url):
        if url not in answers:
            raise OSError(f"404 {url}")
        return answers[url]

    return fetch


DEBS = "https://x/deb/dists/stable/main/binary-amd64/Packages"


def test_of_a_deb_source():
    assert newest_version(DEB, served(**{DEBS: PACKAGES})) == "15.61.3"
    assert newest_version(DEB, served(**{DEBS + ".gz": gzip.compress(PACKAGES)})) == "15.61.3"


@pytest.mark.parametrize(("ending", "pack"), [("gz", gzip.compress), ("xz", lzma.compress)])
def test_of_an_rpm_source(ending, pack):
    answers = {"https://x/x86_64/repodata/repomd.xml": REPOMD % ending.encode(), f"https://x/x86_64/repodata/p.xml.{ending}": pack(PRIMARY)}
    assert newest_version(RPM, served(**answers)) == "15.61.3"


BOMB = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "a">]><repomd>&a;</repomd>'


@pytest.mark.parametrize(("source", "answers", "problem"), [
    (DEB, {}, "404"),
    (DEB, {DEBS: b"Package: other\nVersion: 1\n"}, "no package teamviewer-host"),
    (DEB, {DEBS + ".gz": gzip.compress(PACKAGES)[:-20]}, "damaged"),
    (RPM, {"https://x/x86_64/repodata/repomd.xml": BOMB}, "entities"),
    (RPM, {"https://x/x86_64/repodata/repomd.xml": b"<html>"}, "no XML"),
    (RPM, {"https://x/x86_64/repodata/repomd.xml": b"<repomd/>"}, "no list of packages"),
    (RPM, {"https://x/x86_64/repodata/repomd.xml": REPOMD % b"zst", "https://x/x86_64/repodata/p.xml.zst": b"x"}, "pin a version"),
])
def test_what_stands_in_the_way_is_said(tmp_path, source, answers, problem):
    (tmp_path / "run").mkdir()
    version, said = latest(RunDirectory(tmp_path / "run"), source, served(**answers))
    assert version is None
    assert problem in said


def test_it_is_looked_up_once_in_a_run(tmp_path):
    (tmp_path / "run").mkdir()
    run = RunDirectory(tmp_path / "run")
    assert latest(run, DEB, served(**{DEBS: PACKAGES})) == ("15.61.3", None)
    assert latest(run, DEB, served()) == ("15.61.3", None)


@pytest.mark.parametrize(("platform", "kind", "machine"), [
    ({"distribution": "debian", "architecture": "x86_64"}, "deb", "amd64"),
    ({"distribution": "linuxmint", "family": ["ubuntu", "debian"], "architecture": "aarch64"}, "deb", "arm64"),
    ({"distribution": "rocky", "family": ["rhel", "centos", "fedora"], "architecture": "x86_64"}, "rpm", "x86_64"),
    ({"distribution": "opensuse-leap", "family": ["suse", "opensuse"], "architecture": "aarch64"}, "rpm", "aarch64"),
    ({"distribution": "arch"}, None, ""),
    (None, None, ""),
])
def test_what_a_machine_is(platform, kind, machine):
    assert package_format(platform) == kind
    assert architecture(platform, kind) == machine
