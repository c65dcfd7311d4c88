# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Roles on Windows hold what they do against what is there: an installer that brings nothing, and an agent that becomes somebody else's between the gate and
its removal."""
from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
import vendor as vendors
from consoles import WINE
from fleet import NUMBER, Fleet

ACCOUNT, ANOTHER = "001Q300000AbCdE", "001Q300000ZzZzZ"
AGENT = "Program Files/ATERA Networks/AteraAgent/AteraAgent.exe"
CLIENT = "Program Files/TeamViewer/TeamViewer.exe"
NOWHERE = "http://127.0.0.1:9/x"


def pinned(role: str, file: Path) -> dict[str, str]:
    return {f"{role}_windows_file": str(file), f"{role}_windows_checksum": hashlib.sha256(file.read_bytes()).hexdigest()}


@pytest.fixture
def fleet(ansible, windows_anew, vendor, console, tmp_path):
    fleet = Fleet(ansible("ansible-playbook"), tmp_path)
    vendors.turn(windows_anew, "console", console.address)
    fleet.variables |= {
        "maintenance_provider": {"name": "Example IT", "company_names": ["BAUER GROUP"], "atera_account_ids": [ACCOUNT]},
        "maintenance_links": {"attended": NOWHERE, "unattended": NOWHERE, "attended_mac": NOWHERE},
        "maintenance_assignment_id": console.assignment_id(),
        "compliance_fail_on": "never",
        **pinned("monitoring_agent", vendor.msi(vendors.atera())),
        "monitoring_agent_windows_properties": {"IntegratorLogin": "rmm@example.com", "AccountId": ACCOUNT},
    }
    fleet.add("server", windows_anew)
    return fleet


@pytest.fixture
def meanwhile(monkeypatch, windows_anew):
    """`meanwhile(task, words)`: what somebody has that Windows do before each task of that name."""
    monkeypatch.setenv("ANSIBLE_CALLBACK_PLUGINS", str(Path(__file__).with_name("callbacks")))

    def meanwhile(task: str, *words: str) -> None:
        command = ["env", f"WINEPREFIX={windows_anew.console.prefix}", "WINEDEBUG=-all", str(WINE / "wine64"), *words]
        monkeypatch.setenv("TEST_MEANWHILE", json.dumps({task: command}))
    return meanwhile


def test_what_is_there_counts(fleet, windows_anew, vendor, meanwhile):
    def has(path):
        return (windows_anew.console.prefix / "drive_c" / path).exists()

    fleet.contract["products"] = ["teamviewer", "atera"]
    brings_nothing(fleet, vendor, has)
    becomes_somebody_elses(fleet, meanwhile, has)


def brings_nothing(fleet, vendor, has):
    """An installer that leaves with 0; its failure does not keep the agent away."""
    fleet.variables |= {**pinned("unattended_client", vendor.setup()), "unattended_client_windows_installer": "exe"}
    run = fleet.run("onboard")
    client = run.acts("server")["teamviewer"]
    assert (run.status != 0, client["outcome"], client["steps"]) == (True, "failed", ["install", "start", "register"]), run.output
    assert (run.act("server", "atera"), has(AGENT), has(CLIENT)) == (("proven", ["install", "enrol"]), True, False)


def becomes_somebody_elses(fleet, meanwhile, has):
    """Leave to remove the agent was given for ours."""
    settings = r"HKLM\SOFTWARE\ATERA Networks\AlphaAgent"
    meanwhile("Look whose it is by now", "reg", "add", settings, "/v", "AccountId", "/d", ANOTHER, "/f")
    run = fleet.run("offboard", maintenance_confirm=NUMBER)
    assert run.status != 0, run.output
    assert (run.acts("server")["atera"]["outcome"], has(AGENT)) == ("failed", True), run.output
    assert f"The agent belongs to the account {ANOTHER} by now" in " ".join(run.output.split())
