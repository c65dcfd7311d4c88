# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Databases that rpm itself wrote: its sqlite as it is; its headers in SUSE's container, which Debian's rpm cannot write."""

from __future__ import annotations

import shutil
import sqlite3
import struct
import subprocess
import zlib

import pytest

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.software.packages import rpm
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.software.packages.package import Package

BLOCK, PAGE, HEADER = 16, 4096, 32
SPEC = """Name: {name}
Version: {version}
Release: 3
Summary: A package of the tests
License: none
BuildArch: noarch
%description
Nothing.
%post
true
%files
"""
PACKAGES = {"anydesk": "6.3.2", "teamviewer-host": "15.58.4", "zlib": "1.2"}


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    """The folder of a database into which rpm put three packages that rpmbuild built."""
    if not shutil.which("rpmbuild") or not shutil.which("rpm"):
        pytest.skip("no rpmbuild here (Debian: rpm)")
    folder = tmp_path_factory.mktemp("rpm")
    for name, version in PACKAGES.items():
        spec = folder / f"{name}.spec"
        spec.write_text(SPEC.format(name=name, version=version), encoding="ascii")
        subprocess.run(["rpmbuild", "-bb", "--define", f"_topdir {folder / 'build'}", str(spec)], check=True, capture_output=True)
    built = sorted(map(str, (folder / "build" / "RPMS").rglob("*.rpm")))
    place = folder / "root" / "var" / "lib" / "rpm"
    place.mkdir(parents=True)
    rpm_itself = ["rpm", "--define", "_db_backend sqlite", "--dbpath", str(place)]
    done = subprocess.run([*rpm_itself, "--justdb", "--nodeps", "--noscripts", "--force-debian", "-i", *built], check=False, capture_output=True, text=True)
    shown = subprocess.run([*rpm_itself, "-qa"], check=True, capture_output=True, text=True).stdout
    assert sorted(shown.split()) == sorted(f"{name}-{version}-3.noarch" for name, version in PACKAGES.items()), done.stderr
    return place


def found(root, *names):
    return sorted(rpm.installed(str(root), lambda name: name in (names or PACKAGES), None))


def test_the_database_that_rpm_wrote(database):
    root = database.parents[2]
    assert found(root) == sorted(Package(name, f"{version}-3") for name, version in PACKAGES.items())
    assert found(root, "anydesk") == [Package("anydesk", "6.3.2-3")]


def test_rpm_s_own_headers_in_suse_s_container(database, tmp_path):
    headers = [blob for (blob,) in sqlite3.connect(database / "rpmdb.sqlite").execute("SELECT blob FROM Packages ORDER BY hnum")]
    place = tmp_path / "usr" / "lib" / "sysimage" / "rpm"
    place.mkdir(parents=True)
    (place / "Packages.db").write_bytes(container(headers))
    assert found(tmp_path) == sorted(Package(name, f"{version}-3") for name, version in PACKAGES.items())


def container(headers):
    """Two pages of slots, one slot free in between as after a removal, then the blobs with head and tail, as lib/backend/ndb/rpmpkg.c lays them out."""
    slots, blobs = [], b""
    for number, header in enumerate(headers, 1):
        blob = b"BlbS" + struct.pack("<III", number, 7, len(header)) + header
        blob += b"\0" * (-(len(blob) + 12) % BLOCK)
        blob += struct.pack("<II", zlib.adler32(blob), len(header)) + b"BlbE"
        slots += [b"Slot" + struct.pack("<III", number, (2 * PAGE + len(blobs)) // BLOCK, len(blob) // BLOCK), b"Slot" + b"\0" * 12]
        blobs += blob
    slots += [b"Slot" + b"\0" * 12] * ((2 * PAGE - HEADER) // BLOCK - len(slots))
    return b"RpmP" + struct.pack("<IIII", 0, 9, 2, len(headers) + 1) + b"\0" * 12 + b"".join(slots) + blobs
