# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Installations that end half way, or go on when nobody waits any more: the next run comes to the right end, and takes away what was left."""
from __future__ import annotations

import hashlib
import json
import shutil

import pytest
from killed_run import kill
from tasks import WindowsTasks, module
from vendor import RECORDED, recording, turn
from waiting import wait_until

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.actions.windows_files import DAYS, FOLDERS

SECONDS = 600
SECRET = "CANARY-of-the-account"
CODE = recording().product_code
UNINSTALLER = r"""
[HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall\Setup]
"DisplayName"="Setup (double of the tests)"
"UninstallString"="C:\\doubles\\setup.exe"
"""


@pytest.fixture
def machine(windows_anew, ansible, tmp_path):
    return WindowsTasks(ansible("ansible-playbook"), tmp_path, windows_anew)


@pytest.fixture
def package(vendor):
    file = vendor.msi(recording())
    pinned = {"file": str(file), "checksum": hashlib.sha256(file.read_bytes()).hexdigest()}
    return lambda **options: module("win_vendor_package", None, properties={"FIRST": SECRET}, **pinned, **options)


def is_installed(windows):
    return (windows.console.prefix / "drive_c" / "Program Files" / "Recording" / "Recording.exe").exists()


def left(machine):
    return [path for path in machine.temporary.rglob("*") if path.is_file()]


def packages(machine):
    return [path.name for path in left(machine) if path.suffix == ".msi"]


def two_days_pass(machine):
    """For what runs have left that were killed: the day is in the names of their folders."""
    for folder in machine.temporary.glob(f"{FOLDERS}*"):
        day, rest = folder.name.removeprefix(FOLDERS)[0], folder.name.removeprefix(FOLDERS)[1:]
        folder.rename(folder.with_name(FOLDERS + DAYS[(DAYS.index(day) - 2) % len(DAYS)] + rest))


def test_killed_and_failed_half_way(machine, package):
    """One story: each step begins with what the one before has left."""
    failed_half_way(machine, package)
    control_node_is_killed(machine, package)
    machine_is_killed(machine, package)


def test_an_uninstaller_that_leaves_its_work_to_another_process(machine, vendor, tmp_path):
    """It leaves with 0 at once; that process works on with Windows Installer."""
    windows = machine.windows
    windows.wine("msiexec", "/i", windows.console.path(vendor.msi(recording())), "/qn")
    windows.import_registry(tmp_path / "setup.reg", UNINSTALLER)
    shutil.copyfile(vendor.setup(), windows.file(r"doubles\setup.exe"))
    for knob, value in {"setup_removes": CODE, "setup_leaves": 1, "setup_delay": 3000}.items():
        turn(windows, knob, value)
    assert is_installed(windows)
    process, answers = machine.start(module("win_vendor_package", None, product_id="Setup", state="absent", arguments=["/S"]))
    machine.output += process.communicate(timeout=SECONDS)[0]
    (gone,) = json.loads(answers.read_text())
    assert (gone["changed"], gone["exit_code"], is_installed(windows)) == (True, 0, False)
    # It was not over before the software was gone, as the folder tells that lost its own.
    assert (windows.console.prefix / "drive_c" / "Program Files").stat().st_mtime < answers.stat().st_mtime


def failed_half_way(machine, package):
    turn(machine.windows, "step_exit_code", 7)
    (broken,) = machine.run(package(missing=True))
    assert (broken["failed"], broken["changed"], is_installed(machine.windows), left(machine)) == (True, False, False, []), broken
    assert broken["exit_code"] == 1627  # Wine's; Windows' leaves with 1603
    turn(machine.windows, "step_exit_code", None)
    assert SECRET not in machine.output


def begun(machine, *tasks):
    """A run that is on its way through Windows Installer."""
    mark = machine.windows.file(r"doubles\step.begun")
    mark.unlink(missing_ok=True)
    process, _answers = machine.start(*tasks)
    wait_until(mark.exists)
    return process


def control_node_is_killed(machine, package):
    turn(machine.windows, "step_delay", 4000)
    kill(begun(machine, package()))
    assert packages(machine) == [recording().file_name]
    (after,) = machine.run(package())
    # What is so new may be another run's, which still works with it.
    assert (after["failed"], is_installed(machine.windows), packages(machine)) == (False, True, [recording().file_name])
    (gone,) = machine.run(module("win_vendor_package", None, product_id=CODE, state="absent"))
    assert (gone["changed"], is_installed(machine.windows)) == (True, False)


def machine_is_killed(machine, package):
    turn(machine.windows, "step_delay", 60000)
    process = begun(machine, package())
    machine.windows.switch_off()
    process.communicate(timeout=SECONDS)
    turn(machine.windows, "step_delay", None)
    assert len(left(machine)) > 1
    two_days_pass(machine)
    (after,) = machine.run(package(missing=True))
    assert (after["failed"], after["changed"], left(machine)) == (False, True, []), after
    assert SECRET in machine.windows.wine("reg", "query", RECORDED, "/v", "First")
    assert SECRET not in machine.output
