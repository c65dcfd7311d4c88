# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import os

import pytest

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.reading import files


def test_reads_below_the_root(tmp_path):
    (tmp_path / "etc").mkdir()
    (tmp_path / "etc" / "x").write_bytes(b"a\xffb")
    assert files.read_text(str(tmp_path), "/etc/x") == "a\ufffdb"
    assert files.read_bytes(str(tmp_path), "/etc/x", limit=1) == b"a"
    assert files.read_text_or_none(str(tmp_path), "/etc/y") is None
    assert files.read_text_or_none(str(tmp_path), "/etc/x/y") is None
    assert files.exists(str(tmp_path), "/etc/x") and not files.exists(str(tmp_path), "/etc/y")
    assert files.below("/", "/etc/x") == "/etc/x"


def test_a_pipe_does_not_hang_the_reader(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(files.NotARegularFile):
        files.read_bytes(str(tmp_path), "/pipe")
    with pytest.raises(files.NotARegularFile):
        files.read_bytes(str(tmp_path), "/")


def test_devices_are_not_read():
    with pytest.raises(files.NotARegularFile):
        files.read_bytes("/", "/dev/zero")


def test_names_are_sorted_and_chosen_by_ending(tmp_path):
    for name in ("b.list", "a.list", "c.sources", "d.save"):
        (tmp_path / name).touch()
    assert files.names_in(str(tmp_path), "/", (".list", ".sources")) == ["a.list", "b.list", "c.sources"]
    assert files.names_in(str(tmp_path), "/nowhere") == []
