# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import os
import sys

import pytest

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.teamviewer import command_line


@pytest.mark.parametrize("given", ["", "--reassign", "-x", "a b", "a\tb", "a\nb", "a\x00b", "a\u2028b"])
def test_an_id_that_is_none(given):
    with pytest.raises(command_line.Refused) as refused:
        command_line.check_assignment_id(given)
    assert not given or given not in str(refused.value)


def test_an_id():
    command_line.check_assignment_id("0001CoABChAiMLFghKkR7pLoRztgHC2XEigI_-+/A=")


@pytest.mark.parametrize("given", ["", " ", "a\nb", "a\x1b[1m", "x" * 256])
def test_an_alias_that_is_none(given):
    with pytest.raises(command_line.Refused):
        command_line.check_alias(given)


@pytest.mark.parametrize("given", [None, "x" * 255, "mueller - srv01; rm -rf / $(id)", "--reassign"])
def test_an_alias(given):
    command_line.check_alias(given)


@pytest.mark.parametrize(("version", "knows"), [
    ("15.43.9", False), ("15.44", True), ("15.61.3 C", True), ("16.0", True), ("14.7.1", False), (None, True), ("?", True),
])
def test_who_knows_an_alias(version, knows):
    assert command_line.knows_alias(version) is knows


def test_words():
    assert command_line.assignment_arguments("ID", "--reassign", "--device_alias", False) == [
        "/usr/bin/teamviewer", "assignment", "--id", "ID", "--device_alias=--reassign",
    ]
    assert command_line.assignment_arguments("ID", None, "", True) == ["/usr/bin/teamviewer", "assignment", "--id", "ID", "--reassign"]
    assert command_line.unassign_arguments() == ["/usr/bin/teamviewer", "unassign"]


def test_what_the_program_says_comes_back_without_the_secret():
    script = "import sys; sys.stderr.write('\x1b[1mbad\x1b[0m id ' + sys.argv[1]); sys.stderr.flush(); print('out'); sys.exit(148)"
    assert command_line.call([sys.executable, "-c", script, "SECRET-0815"], 20, "SECRET-0815") == (148, "bad id ***out")


def test_a_program_that_lasts_is_ended():
    assert command_line.call([sys.executable, "-c", "import time; time.sleep(600)"], 0.3, "SECRET").status is None


def test_no_such_program():
    with pytest.raises(OSError, match="not installed"):
        command_line.call(["/nowhere/teamviewer", "assignment"], 1, "")


@pytest.mark.parametrize(("said", "running"), [("active", True), ("activating", True), ("inactive", False), ("failed", False), ("", None)])
def test_whether_the_daemon_runs(monkeypatch, tmp_path, said, running):
    program = tmp_path / "systemctl"
    program.write_text(f"#!/bin/sh\necho '{said}'\n")
    os.chmod(program, 0o755)
    monkeypatch.setattr(command_line.commands, "SEARCH_PATH", f"{tmp_path}:/bin")
    assert command_line.is_running(20) is running


def test_without_systemd_nobody_knows(monkeypatch, tmp_path):
    monkeypatch.setattr(command_line.commands, "SEARCH_PATH", str(tmp_path))
    assert command_line.is_running(20) is None
