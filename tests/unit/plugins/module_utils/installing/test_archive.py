# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Archives as vendors make them, and as nobody should have made them."""

from __future__ import annotations

import io
import os
import stat
import tarfile

import pytest

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.installing import archive as archives
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.installing.archive import unpack
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.installing.checksum import NotVerified


@pytest.fixture
def archive(tmp_path):
    """`archive(entries)`: each (name, content or None for a folder, {of the entry})."""

    def made(*entries):
        with tarfile.open(tmp_path / "a.tar.gz", "w:gz") as target:
            for name, content, *rest in entries:
                entry = tarfile.TarInfo(name)
                entry.type = tarfile.DIRTYPE if content is None else tarfile.REGTYPE
                entry.mode = 0o755 if content is None else 0o644
                entry.size = len(content or b"")
                for key, value in (rest[0] if rest else {}).items():
                    setattr(entry, key, value)
                target.addfile(entry, io.BytesIO(content or b""))
        return str(tmp_path / "a.tar.gz")

    return made


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "unpacked").mkdir()
    return tmp_path / "unpacked"


def link(target):
    return {"type": tarfile.SYMTYPE, "linkname": target}


def test_a_vendors(archive, folder):
    path = archive(
        ("teamviewerqs", None),
        ("teamviewerqs/teamviewer", b"#!/bin/sh\n", {"mode": 0o4777, "uid": 1234}),
        ("teamviewerqs/doc/licence.txt", b"text", {"mode": 0o666}),
        ("teamviewerqs/tv_bin/latest", b"", link("../teamviewer")),
        ("./teamviewerqs/again", b"", {"type": tarfile.LNKTYPE, "linkname": "teamviewerqs/doc/licence.txt"}),
    )
    assert unpack(path, str(folder)) == 4
    assert stat.S_IMODE((folder / "teamviewer").stat().st_mode) == 0o755
    assert stat.S_IMODE((folder / "doc" / "licence.txt").stat().st_mode) == 0o644
    assert stat.S_IMODE((folder / "doc").stat().st_mode) == 0o755
    assert (folder / "teamviewer").stat().st_uid == os.getuid()
    assert os.readlink(folder / "tv_bin" / "latest") == "../teamviewer"
    assert (folder / "again").read_bytes() == b"text"


@pytest.mark.parametrize(
    "entries",
    [
        [("qs/../../etc/x", b"x")],
        [("/etc/x", b"x")],
        [("qs", None), ("../x", b"x")],
        [("qs/x", b"", link("../../etc/passwd"))],
        [("qs/x", b"", link("/etc"))],
        [("qs/in", b"", link(".")), ("qs/in/x", b"x")],
        [("qs/x", b"", {"type": tarfile.CHRTYPE})],
        [("qs/x", b"", {"type": tarfile.FIFOTYPE})],
        [("qs/x", b"", {"type": tarfile.LNKTYPE, "linkname": "/etc/passwd"})],
        [("a/x", b"x"), ("b/x", b"x")],
        [("x", b"x")],
        [("qs/x", b"x"), ("qs/x", b"y")],
        [("qs", None)],
        [],
    ],
)
def test_nothing_leaves_its_folder(archive, folder, entries):
    with pytest.raises(NotVerified):
        unpack(archive(*entries), str(folder))
    assert sorted(path.name for path in folder.parent.iterdir()) == ["a.tar.gz", "unpacked"]


def test_one_that_is_none(tmp_path, folder):
    (tmp_path / "a").write_bytes(b"no archive")
    with pytest.raises(NotVerified, match="cannot be unpacked"):
        unpack(str(tmp_path / "a"), str(folder))


def test_one_that_was_cut_off(archive, folder):
    path = archive(("qs/x", os.urandom(50_000)))
    with open(path, "r+b") as file:
        file.truncate(20_000)
    with pytest.raises(NotVerified, match="cannot be unpacked"):
        unpack(path, str(folder))


def test_one_that_grows(archive, folder, monkeypatch):
    monkeypatch.setattr(archives, "_MOST_BYTES", 1000)
    with pytest.raises(NotVerified, match="more than 1000 bytes"):
        unpack(archive(("qs/x", b"x" * 600), ("qs/y", b"x" * 600)), str(folder))
    assert list(folder.iterdir()) == []


def test_one_of_very_many(archive, folder, monkeypatch):
    monkeypatch.setattr(archives, "_MOST_MEMBERS", 3)
    with pytest.raises(NotVerified, match="more than 3 entries"):
        unpack(archive(*((f"qs/{number}", b"") for number in range(4))), str(folder))
