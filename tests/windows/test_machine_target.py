# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""`make test-windows` as somebody with a Windows machine would run it: here the machine is Wine's, and the scenarios are those that change nothing."""
from __future__ import annotations

import os
import re
import subprocess
from concurrent.futures import ThreadPoolExecutor

import pytest
import vendor as vendors
from consoles import ROOT, FreshWindows
from fleet import Fleet, pinned

SECONDS = 1200
ACCOUNT = "001Q300000AbCdE"
NOWHERE = "http://127.0.0.1:9/x"
# A key of the registry, without the time that Wine keeps with it, of what is installed and of what runs.
_KEY = re.compile(r"^\[((?:Software|System\\\\ControlSet001\\\\Services)[^\]]*)\]", re.MULTILINE | re.IGNORECASE)
_FOLDERS = ("Program Files", "Program Files (x86)", "ProgramData", "users/Public", "doubles")


class Machine:
    """A Windows under Wine with an inventory of its own, which names something to install."""

    def __init__(self, windows: FreshWindows, folder, vendor, console) -> None:
        folder.mkdir()
        self.windows = windows
        self._fleet = Fleet("", folder)
        self._fleet.contract["products"] = ["teamviewer", "atera"]
        self._fleet.variables |= {
            "maintenance_customer": "mueller",
            "maintenance_provider": {"name": "Example IT", "company_names": ["BAUER GROUP"], "atera_account_ids": [ACCOUNT]},
            "maintenance_links": {"attended": NOWHERE, "unattended": NOWHERE, "attended_mac": NOWHERE},
            "maintenance_assignment_id": console.assignment_id(),
            **pinned("unattended_client", vendor.msi(vendors.teamviewer())),
            **pinned("monitoring_agent", vendor.msi(vendors.atera())),
            "monitoring_agent_windows_properties": {"IntegratorLogin": "rmm@example.com", "CompanyId": 36, "AccountId": ACCOUNT},
        }
        vendors.turn(windows, "console", console.address)
        self._fleet.add("server", windows)

    def make(self, select: str) -> subprocess.CompletedProcess[str]:
        """Without what whoever runs the tests has said to another make."""
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS", "PYTEST", "PYTHONPATH", "WINDOWS_TEST"))}
        command = ["make", "test-windows", f"INVENTORY={self._fleet.inventory()}", f"SELECT={select}"]
        return subprocess.run(
            command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace",
            timeout=SECONDS, check=False)

    def changes_by_itself(self) -> None:
        """It has AnyDesk, with another number whenever a PowerShell starts: at no two looks it is the same machine."""
        self.windows.file(r"Program Files\AnyDesk\AnyDesk.exe").write_bytes(b"MZ")
        configuration = self.windows.file(r"ProgramData\AnyDesk\system.conf")
        script = self._fleet.console("server")
        text = script.read_text().replace("\n", f'\necho "ad.anynet.id=$(date +%s)" >"{configuration}"\n', 1)
        script.write_text(text)

    def state(self) -> set[str]:
        """Keys of the registry and files, by which what is installed and what runs can be told."""
        self.windows.console.run("-Command", "exit")  # Wine writes down its network cards when it starts for the first time
        self.windows.switch_off()
        drive = self.windows.console.prefix / "drive_c"
        files = {str(path.relative_to(drive)) for folder in _FOLDERS for path in (drive / folder).rglob("*")}
        return files.union(_KEY.findall((drive.parent / "system.reg").read_text(errors="replace")))


@pytest.fixture
def machines(ansible, make_windows, vendor, console, tmp_path):
    return [Machine(make_windows(), tmp_path / name, vendor, console) for name in ("stays", "changes")]


def test_the_scenarios_run_and_see_what_is_left(machines):
    stays, changes = machines
    changes.changes_by_itself()
    before = stays.state()
    assert len(before) > 1000
    with ThreadPoolExecutor() as pool:
        whole, planted = pool.map(Machine.make, (stays, changes), ("not brought", "predicted"))
    # All but the one that installs; none was left out.
    assert whole.returncode == 0, whole.stdout
    assert re.search(r"^=+ 3 passed, 1 deselected in ", whole.stdout, re.MULTILINE), whole.stdout
    assert stays.state() ^ before == set()
    # A machine that is not left as it was is no success.
    assert planted.returncode != 0, planted.stdout
    assert re.search(r"^=+ 1 failed, 3 deselected in ", planted.stdout, re.MULTILINE), planted.stdout
    assert "found.software() == before" in planted.stdout
    assert "anydesk" in planted.stdout


def test_without_an_inventory_it_says_what_it_wants():
    done = subprocess.run(["make", "test-windows"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "make test-windows INVENTORY=path" in done.stdout
