# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import os
import stat
import subprocess
import sys

import pytest

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run import files


def mode(path) -> int:
    return stat.S_IMODE(os.stat(path).st_mode)


def test_files_and_folders_are_their_owners_alone(tmp_path):
    previous = os.umask(0)
    try:
        files.write_json(tmp_path / "a" / "b" / "c.json", {"x": 1})
    finally:
        os.umask(previous)
    assert mode(tmp_path / "a" / "b" / "c.json") == 0o600
    assert mode(tmp_path / "a") == mode(tmp_path / "a" / "b") == 0o700


def test_a_file_is_whole_or_not_there(tmp_path):
    files.write_json(tmp_path / "x.json", "old")

    def fail():
        with files.private_file(tmp_path / "x.json") as file:
            file.write(b'"half')
            raise KeyError

    pytest.raises(KeyError, fail)
    assert files.read_json(tmp_path / "x.json", 100) == "old"
    assert os.listdir(tmp_path) == ["x.json"]


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"[" * 100_000, b'"' + b"x" * 200 + b'"'])
def test_what_is_no_short_json_is_a_value_error(tmp_path, content):
    path = tmp_path / "x.json"
    path.write_bytes(content)
    with pytest.raises(ValueError):
        files.read_json(path, 150 if len(content) < 1000 else 1_000_000)


def test_lone_surrogates_can_be_written(tmp_path):
    files.write_json(tmp_path / "x.json", "a\udcff")
    assert files.read_json(tmp_path / "x.json", 100) == "a?"


def test_infinity_is_refused(tmp_path):
    with pytest.raises(ValueError):
        files.write_json(tmp_path / "x.json", float("inf"))
    assert os.listdir(tmp_path) == []


def test_a_lock_holds_others_off(tmp_path):
    tried = f"import fcntl; fcntl.flock(open({str(tmp_path / 'lock')!r}), fcntl.LOCK_EX | fcntl.LOCK_NB)"
    with files.locked(tmp_path / "lock"):
        assert "BlockingIOError" in subprocess.run([sys.executable, "-c", tried], capture_output=True, text=True, check=False).stderr
    subprocess.run([sys.executable, "-c", tried], check=True)
