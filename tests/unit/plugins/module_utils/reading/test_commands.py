# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import threading

import pytest

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.reading import commands


def test_output_and_status():
    assert commands.run(["sh", "-c", "echo out; echo err >&2; exit 3"], 10) == (3, "out\n")
    assert commands.run(["sh", "-c", "echo out; echo err >&2; exit 3"], 10, with_errors=True) == (3, "out\nerr\n")


def test_environment_is_fixed(monkeypatch):
    monkeypatch.setenv("LD_PRELOAD_CANARY", "canary")
    said = commands.run(["env"], 10).text
    assert "canary" not in said
    assert "LC_ALL=C" in said


def test_one_that_never_ends_is_ended():
    assert commands.run(["sleep", "600"], 0.2).status is None
    assert commands.run(["sh", "-c", "exec >/dev/null; sleep 600"], 0.2).status is None


def test_one_that_never_stops_talking_is_ended():
    said = commands.run(["yes"], 60, limit=1000)
    assert said.status is None
    assert len(said.text) == 1000


def test_all_that_run_are_ended_by_who_leaves():
    said = []
    worker = threading.Thread(target=lambda: said.append(commands.run(["sleep", "600"], 600)))
    worker.start()
    while worker.is_alive():
        commands.end_all()
        worker.join(0.05)
    assert said == [(-9, "")]


def test_one_that_is_not_installed():
    with pytest.raises(commands.NoSuchProgram):
        commands.run(["no-such-program-here"], 1)
