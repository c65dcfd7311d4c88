# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Package databases in every form, whole and damaged."""

from __future__ import annotations

import sqlite3
import struct

import pytest

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.reading.commands import Output
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.software.packages import apk, dpkg, pacman, rpm
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.software.packages.package import Package, UnreadableDatabase


def every(name):
    return True


def header(name, version="1.0", release="1"):
    values, index = b"", b""
    for tag, text in ((1000, name), (1001, version), (1002, release)):
        index += struct.pack(">IIiI", tag, 6, len(values), 1)
        values += text.encode() + b"\0"
    return struct.pack(">II", 3, len(values)) + index + values


def sqlite(root, folder="var/lib/rpm"):
    (root / folder).mkdir(parents=True)
    database = sqlite3.connect(root / folder / "rpmdb.sqlite")
    database.execute("CREATE TABLE Packages (hnum INTEGER PRIMARY KEY, blob BLOB)")
    database.execute("CREATE TABLE Name (key TEXT, hnum INTEGER, idx INTEGER)")
    return database


def add(database, number, name, blob=None):
    database.execute("INSERT INTO Packages VALUES (?, ?)", (number, header(name) if blob is None else blob))
    database.execute("INSERT INTO Name VALUES (?, ?, 0)", (name, number))
    database.commit()


def test_dpkg_reads_states(tmp_path):
    states = {
        "one": "install ok installed",
        "two": "deinstall ok config-files",
        "three": "install ok half-installed",
        "four": "install reinstreq half-configured",
        "five": "purge ok not-installed",
        "six": "",
    }
    place = tmp_path / "var/lib/dpkg/status"
    place.parent.mkdir(parents=True)
    place.write_text("\n".join(f"Package: {name}\nStatus: {state}\nVersion: 1:2-3\n" for name, state in states.items()))
    found = {package.name: package.state for package in dpkg.installed(str(tmp_path), every)}
    assert found == {"one": "present", "two": "residual", "three": "residual", "four": "present"}
    assert next(dpkg.installed(str(tmp_path), every)).version == "1:2-3"


def test_dpkg_takes_no_field_of_the_next_package(tmp_path):
    place = tmp_path / "var/lib/dpkg/status"
    place.parent.mkdir(parents=True)
    place.write_text("Package: one\nVersion: 1\n\nPackage: two\nStatus: install ok installed\nVersion: 2\n")
    assert list(dpkg.installed(str(tmp_path), every)) == [Package("two", "2")]


def test_only_what_is_asked_for_is_looked_at(tmp_path):
    database = sqlite(tmp_path)
    add(database, 1, "anydesk")
    add(database, 2, "bash", b"no header at all")
    database.close()
    assert list(rpm.installed(str(tmp_path), lambda name: name == "anydesk", None)) == [Package("anydesk", "1.0-1")]


def test_a_write_ahead_log_in_use_is_read_along(tmp_path):
    database = sqlite(tmp_path, "usr/lib/sysimage/rpm")
    database.execute("PRAGMA journal_mode=WAL")
    add(database, 1, "anydesk")
    assert [package.name for package in rpm.installed(str(tmp_path), every, None)] == ["anydesk"]
    database.close()


def test_nothing_is_written_beside_the_database(tmp_path):
    database = sqlite(tmp_path)
    add(database, 1, "anydesk")
    database.close()
    list(rpm.installed(str(tmp_path), every, None))
    assert [entry.name for entry in (tmp_path / "var/lib/rpm").iterdir()] == ["rpmdb.sqlite"]


def test_a_locked_database_is_said_to_be(tmp_path):
    database = sqlite(tmp_path)
    database.execute("PRAGMA journal_mode=WAL")
    add(database, 1, "anydesk")
    database.execute("PRAGMA locking_mode=EXCLUSIVE")
    database.execute("BEGIN EXCLUSIVE")
    database.execute("INSERT INTO Name VALUES ('x', 9, 0)")
    with pytest.raises(UnreadableDatabase, match="sqlite"):
        list(rpm.installed(str(tmp_path), every, None))
    database.close()


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\0" + b"\xff" * 200, b"no database"])
def test_a_damaged_sqlite_database_is_said_to_be(tmp_path, content):
    (tmp_path / "var/lib/rpm").mkdir(parents=True)
    (tmp_path / "var/lib/rpm/rpmdb.sqlite").write_bytes(content)
    with pytest.raises(UnreadableDatabase):
        list(rpm.installed(str(tmp_path), every, None))


@pytest.mark.parametrize(
    "content", [b"", b"RpmP", b"RpmQ" + b"\0" * 100, b"RpmP" + struct.pack("<III", 7, 1, 1) + b"\0" * 100, b"RpmP" + struct.pack("<III", 0, 1, 1) + b"x" * 100]
)
def test_a_damaged_ndb_database_is_said_to_be(tmp_path, content):
    (tmp_path / "usr/lib/sysimage/rpm").mkdir(parents=True)
    (tmp_path / "usr/lib/sysimage/rpm/Packages.db").write_bytes(content)
    with pytest.raises(UnreadableDatabase, match="ndb"):
        list(rpm.installed(str(tmp_path), every, None))


def berkeley(root):
    (root / "var/lib/rpm").mkdir(parents=True)
    (root / "var/lib/rpm/Packages").write_bytes(b"\0" * 12 + b"\x61\x15\x06\0")


def test_berkeley_db_is_left_to_rpm(tmp_path):
    berkeley(tmp_path)
    asked = []

    def run(arguments, seconds, limit):
        asked.append(arguments[0])
        return Output(0, "anydesk\t6.3.2-1\nbash\t5.2-1\nwarning: something\n")

    assert list(rpm.installed(str(tmp_path), lambda name: name == "anydesk", run)) == [Package("anydesk", "6.3.2-1")]
    assert asked == ["rpm"]


@pytest.mark.parametrize("answer", [Output(None, ""), Output(1, "anydesk\t1\n")])
def test_an_rpm_that_hangs_or_fails_is_said_to(tmp_path, answer):
    berkeley(tmp_path)
    with pytest.raises(UnreadableDatabase):
        list(rpm.installed(str(tmp_path), every, lambda *given: answer))


def test_berkeley_db_of_a_copied_tree_is_said_not_to_be_read(tmp_path):
    berkeley(tmp_path)
    with pytest.raises(UnreadableDatabase, match="only rpm itself"):
        list(rpm.installed(str(tmp_path), every, None))


def test_no_database_is_no_error_of_its_own(tmp_path):
    for installed in (
        lambda: dpkg.installed(str(tmp_path), every),
        lambda: pacman.installed(str(tmp_path), every),
        lambda: apk.installed(str(tmp_path), every),
    ):
        with pytest.raises(FileNotFoundError):
            list(installed())
    with pytest.raises(FileNotFoundError):
        rpm.installed(str(tmp_path), every, None)


def test_pacman_tells_names_with_hyphens(tmp_path):
    (tmp_path / "var/lib/pacman/local/teamviewer-host-15.61.3-1").mkdir(parents=True)
    (tmp_path / "var/lib/pacman/local/ALPM_DB_VERSION").touch()
    assert list(pacman.installed(str(tmp_path), every)) == [Package("teamviewer-host", "15.61.3-1")]


def test_apk_in_its_newer_place(tmp_path):
    place = tmp_path / "usr/lib/apk/db/installed"
    place.parent.mkdir(parents=True)
    place.write_text("C:Q1x\nP:x11vnc\nV:0.9-r1\nF:usr/bin\n\nC:Q1y\nP:bash\nV:5\n\n")
    assert [package.name for package in apk.installed(str(tmp_path), every)] == ["x11vnc", "bash"]
