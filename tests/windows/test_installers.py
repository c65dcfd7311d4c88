# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an installer leaves with: a machine that is busy is waited for, one that wants a restart is left to people."""
from __future__ import annotations

import hashlib
import sys

import pytest
from tasks import Tasks, module
from vendor import turn


@pytest.fixture
def setup(windows_anew, vendor, ansible, tmp_path):
    """Installs by setup.exe, with its knobs turned before."""
    file = vendor.setup()
    tasks = Tasks(ansible("ansible-playbook"), tmp_path, windows_anew)
    pinned = {"file": str(file), "checksum": hashlib.sha256(file.read_bytes()).hexdigest(), "installer": "exe", "arguments": ["/S"]}
    here = {"ansible_pwsh_interpreter": "", "ansible_python_interpreter": sys.executable}

    def setup(*cases):
        asked = []
        for knob, value, options in cases:
            written = {"content": f"{value}\n", "dest": str(windows_anew.file(f"doubles\\{knob}.txt"))}
            asked += [{"ansible.builtin.copy": written, "delegate_to": "localhost", "vars": here}, module("win_vendor_package", None, **pinned, **options)]
        return tasks.run(*asked)[1::2]
    return setup


def test_busy_machines_and_restarts(setup, windows_anew):
    turn(windows_anew, "setup_exit_code", 0)
    waited, busy, again, restarting = setup(
        ("setup_busy", 1, {"lock_timeout": 120}), ("setup_busy", 5, {"lock_timeout": 1}), ("setup_busy", 0, {}), ("setup_exit_code", 1641, {}),
    )
    assert (waited["changed"], waited["exit_code"], waited["reboot_pending"]) == (True, 0, False)
    assert (busy["failed"], busy["changed"], busy["exit_code"]) == (True, False, 1618)
    assert (again["changed"], again["exit_code"]) == (True, 0)
    assert (restarting["changed"], restarting["exit_code"], restarting["reboot_pending"]) == (True, 1641, True)
    assert windows_anew.file(r"doubles\setup_busy.txt").read_text() == "0\n"
