# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A program with its shortcuts for everybody: broken off half way, beside somebody else's, and under a name with brackets."""
from __future__ import annotations

import hashlib
import json
import sys

import pytest
from tasks import Tasks, module

CONTENT = b"MZ, and nothing that runs"
NOTE = ".bauer_group.remote_maintenance.json"


@pytest.fixture
def machine(windows_anew, ansible, tmp_path):
    return Tasks(ansible("ansible-playbook"), tmp_path, windows_anew)


@pytest.fixture
def places(windows_anew):
    """The program's folder, everybody's start menu, everybody's desktop."""
    made = [windows_anew.file(rf"{folder}\x").parent for folder in (r"ProgramData\Microsoft\Windows\Start Menu\Programs", r"users\Public\Desktop")]
    return [windows_anew.console.prefix / "drive_c" / "Program Files" / "Help", *made]


@pytest.fixture
def program(tmp_path):
    file = tmp_path / "help.exe"
    file.write_bytes(CONTENT)

    def program(title="Help", **options):
        pinned = {"file": str(file), "checksum": hashlib.sha256(CONTENT).hexdigest()}
        return module("win_vendor_program", None, folder="Help", program="help.exe", title=title, **pinned, **options)
    return program


def on_control_node(path, **options):
    return {
        "ansible.builtin.file": {"path": str(path), **options}, "delegate_to": "localhost",
        "vars": {"ansible_pwsh_interpreter": "", "ansible_python_interpreter": sys.executable},
    }


def test_broken_off_and_run_again(machine, program, places):
    folder, menu, _desktop = places
    hindrance = menu / "Help.lnk"
    hindrance.mkdir()
    (broken,) = machine.run(program())
    assert broken["failed"], broken
    left = json.loads((folder / NOTE).read_text())
    assert ((folder / "help.exe").read_bytes(), left["archive"], len(left["shortcuts"])) == (CONTENT, "0" * 64, 2)
    removed, _one, again, same, _two, mended, gone = machine.run(
        program(state="absent"), on_control_node(hindrance, state="absent"), program(), program(), on_control_node(folder / "help.exe", state="absent"),
        program(), program(state="absent"),
    )
    # What cannot be taken away keeps its note, by which it is known.
    assert removed["failed"], removed
    assert [one["changed"] for one in (again, same, mended, gone)] == [True, False, True, True]
    assert not folder.exists()


def test_somebody_elses_shortcut(machine, program, places):
    folder, menu, desktop = places
    theirs = desktop / "Help.lnk"
    theirs.write_bytes(b"somebody else's")
    predicted, refused = machine.run({**program(), "check_mode": True}, program())
    assert [one["failed"] for one in (predicted, refused)] == [True, True]
    assert "put there by somebody else" in refused["msg"]
    assert (theirs.read_bytes(), folder.exists(), (menu / "Help.lnk").exists()) == (b"somebody else's", False, False)
    adopted, gone = machine.run(program(adopt=True), program(state="absent"))
    assert (adopted["changed"], gone["changed"], theirs.exists(), folder.exists()) == (True, True, False, False)


def test_somebody_elses_files(machine, program, places):
    folder, menu, _desktop = places
    folder.mkdir(parents=True)
    theirs = folder / "Help-idc123.exe"
    theirs.write_bytes(b"somebody else's")
    refused, adopted, gone, nothing = machine.run(program(), program(adopt=True), program(state="absent"), program(state="absent"))
    assert (refused["failed"], "put there by somebody else" in refused["msg"]) == (True, True)
    assert [one["changed"] for one in (adopted, gone, nothing)] == [True, True, False]
    assert ([path.name for path in folder.iterdir()], theirs.read_bytes(), list(menu.glob("*.lnk"))) == ([theirs.name], b"somebody else's", [])


def test_a_name_with_brackets(machine, program, places):
    title = "Fernwartung [Müller, ']' & Söhne]"
    done, same, gone = machine.run(program(title), program(title), program(title, state="absent"))
    assert [one["changed"] for one in (done, same, gone)] == [True, False, True], machine.output[-3000:]
    assert [list(place.glob("*.lnk")) for place in places[1:]] == [[], []]
