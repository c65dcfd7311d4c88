# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A customer's Windows machines are brought under maintenance and taken back by the playbooks.

Vendors' doubles are installed by the real Windows Installer of Wine, their services run, and a doubled console assigns the client.
"""
from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
import vendor as vendors
from fleet import NUMBER, Fleet, given, pinned

ALL = ("server", "foreign", "workstation")
CLIENT = "Program Files/TeamViewer/TeamViewer.exe"
AGENT = "Program Files/ATERA Networks/AteraAgent/AteraAgent.exe"
NOTHING = (0, 0, 0)
ACCOUNT = "001Q300000AbCdE"
NOWHERE = "http://127.0.0.1:9/x"
FOREIGN = r"""
[HKEY_LOCAL_MACHINE\SOFTWARE\TeamViewer]
"ClientID"=dword:3b9aca07
"Version"="15.60.1"
"OwningManagerCompanyName"="Anderes Systemhaus GmbH"

[HKEY_LOCAL_MACHINE\SOFTWARE\TeamViewer\DeviceManagementV2]
"ManagementId"="{3fa85f64-5717-4562-b3fc-2c963f66afa6}"

[HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall\TeamViewer]
"DisplayName"="TeamViewer"
"""


@pytest.fixture
def fleet(tmp_path, ansible):
    return Fleet(ansible("ansible-playbook"), tmp_path)


class Stage:
    """The machines, and what the customer's inventory says."""

    def __init__(self, fleet: Fleet, machines: dict, vendor, console, folder: Path) -> None:
        self.fleet, self.console, self.machines = fleet, console, machines
        self.secrets = [console.assignment_id(), "CANARY-folder-of-the-agent"]
        program = folder / "TeamViewerQS.exe"
        program.write_bytes(b"MZ, and nothing that runs")
        self.old, self.new = vendor.msi(vendors.teamviewer(vendors.OLD)), vendor.msi(vendors.teamviewer())
        fleet.contract["products"] = ["teamviewer", "atera"]
        fleet.variables |= {
            "maintenance_provider": {"name": "Example IT", "company_names": ["BAUER GROUP"], "atera_account_ids": [ACCOUNT]},
            "maintenance_links": {"attended": NOWHERE, "unattended": NOWHERE, "attended_mac": NOWHERE},
            "maintenance_assignment_id": console.assignment_id(),
            "maintenance_waves": ["100%"],
            **pinned("unattended_client", self.old),
            **pinned("monitoring_agent", vendor.msi(vendors.atera())),
            "monitoring_agent_windows_properties": {"IntegratorLogin": "rmm@example.com", "CompanyId": 36, "AccountId": ACCOUNT, "FolderId": self.secrets[1]},
            **pinned("attended_client", program),
        }
        # One machine gets the agent, too.
        clients_only = {"maintenance_contract": {**fleet.contract, "products": ["teamviewer"]}}
        for name, windows in machines.items():
            vendors.turn(windows, "console", console.address)
            own = {} if name == "server" else clients_only
            fleet.add(name, windows, maintenance_device_class="workstation" if name == "workstation" else "server", **own)

    def has(self, name: str, path: str) -> bool:
        return (self.machines[name].console.prefix / "drive_c" / path).exists()

    def version(self) -> str:
        return self.machines["server"].wine("reg", "query", r"HKLM\SOFTWARE\TeamViewer", "/v", "Version").split()[-1]


@pytest.fixture
def stage(fleet, make_windows, vendor, console, tmp_path):
    machines = {name: make_windows() for name in ALL}
    machines["foreign"].import_registry(tmp_path / "foreign.reg", FOREIGN)
    machines["foreign"].file(r"Program Files\TeamViewer\TeamViewer.exe").write_bytes(b"MZ")
    return Stage(fleet, machines, vendor, console, tmp_path)


def test_a_fleet_comes_and_goes(stage):
    """One story, since every step of it needs what the ones before have left."""
    predicted(stage)
    onboarded(stage)
    converged(stage)
    upgraded(stage)
    taken_back(stage)


def predicted(stage):
    run = stage.fleet.run("onboard", "--check", "--diff")
    assert run.status == 0, run.output
    assert run.act("server") == ("predicted", ["install", "start", "register"])
    assert run.act("server", "atera") == ("predicted", ["install", "enrol"])
    assert run.act("workstation", "teamviewer-quicksupport") == ("predicted", ["install"])
    assert not any(stage.has("server", path) for path in (CLIENT, AGENT, "ProgramData/bauer_group"))
    assert not stage.has("workstation", "Program Files/TeamViewerQS")
    assert stage.console.devices() == []


def onboarded(stage):
    run = stage.fleet.run("onboard", "-v")
    assert run.status == 0, run.output
    assert run.act("server") == ("proven", ["install", "start", "register"])
    assert run.act("server", "atera") == ("proven", ["install", "enrol"])
    assert run.act("workstation", "teamviewer-quicksupport") == ("proven", ["install"])
    assert stage.has("server", CLIENT) and stage.has("server", AGENT)
    (device,) = stage.console.devices()
    assert device["account"] == "ours"
    assert run.statuses("server")["client.registered"][0] == run.statuses("server")["agent.monitoring"][0] == "met"
    links = ("ProgramData/Microsoft/Windows/Start Menu/Programs", "users/Public/Desktop")
    assert all(stage.has("workstation", f"{link}/TeamViewer QuickSupport.lnk") for link in links)
    # Whoever is refused ends there and fails nothing.
    reasons = {host: run.acts(host)["teamviewer"]["reason"] for host in ALL}
    assert reasons == {"server": None, "foreign": "foreign_client", "workstation": "no_unattended_access"}
    assert run.recap("foreign") == NOTHING
    assert not any(secret in run.output for secret in stage.secrets)


def converged(stage):
    # Nothing is there to be installed from, and nothing is missed.
    nowhere = dict.fromkeys(("unattended_client_windows_file", "monitoring_agent_windows_file", "attended_client_windows_file"), "/nowhere/package.msi")
    run = stage.fleet.run("onboard", **nowhere)
    assert run.status == 0, run.output
    assert [run.recap(host) for host in ALL] == [NOTHING] * 3
    assert {run.act("server", product)[0] for product in ("teamviewer", "atera")} == {"nothing_to_do"}
    assert run.act("workstation", "teamviewer-quicksupport")[0] == "nothing_to_do"


def upgraded(stage):
    stage.fleet.variables |= pinned("unattended_client", stage.new)
    run = stage.fleet.run("onboard", "--limit", "server", unattended_client_version=vendors.NEW)
    assert run.status == 0, run.output
    assert (run.act("server"), stage.version()) == (("proven", ["install"]), vendors.NEW)
    run = stage.fleet.run("onboard", "--limit", "server", unattended_client_version=vendors.OLD)
    assert (run.status, run.acts("server")["teamviewer"]["reason"], run.recap("server")) == (0, "downgrade", NOTHING)
    assert stage.version() == vendors.NEW


def taken_back(stage):
    run = stage.fleet.run("offboard", "--check", maintenance_confirm=NUMBER)
    assert run.status == 0, run.output
    assert run.act("server") == ("predicted", ["unassign", "remove", "forget"])
    assert stage.has("server", CLIENT)
    run = stage.fleet.run("offboard", maintenance_confirm=NUMBER)
    assert run.status == 0, run.output
    assert run.act("server") == ("proven", ["unassign", "remove", "forget"])
    assert run.act("server", "atera") == ("proven", ["remove", "withdraw"])
    assert run.act("workstation", "teamviewer-quicksupport") == ("proven", ["remove"])
    assert not any(stage.has("server", path) for path in (CLIENT, AGENT, "ProgramData/bauer_group"))
    assert not stage.has("workstation", "Program Files/TeamViewerQS")
    assert not stage.has("workstation", "users/Public/Desktop/TeamViewer QuickSupport.lnk")
    assert [device["account"] for device in stage.console.devices()] == [None]
    assert stage.has("foreign", CLIENT)
    run = stage.fleet.run("offboard", maintenance_confirm=NUMBER)
    assert run.status == 0, run.output
    assert [run.recap(host) for host in ALL] == [NOTHING] * 3


def test_what_windows_installer_says(fleet, make_windows, vendor, tmp_path):
    """1603 and 3010, and that what admits a machine to an account is in no message."""
    windows = make_windows()
    fleet.add("server", windows)
    secret = "CANARY-of-the-account"
    package = given(vendor.msi(vendors.failing()))
    setup = {"installer": "exe", "arguments": ["/S"], **given(vendor.setup())}
    on_control_node = {"delegate_to": "localhost", "vars": {"ansible_pwsh_interpreter": "", "ansible_python_interpreter": sys.executable}}
    name = "bauer_group.remote_maintenance.win_vendor_package"
    tasks = [
        {name: {**package, "properties": {"ACCOUNTID": secret}}, "register": "failed", "ignore_errors": True},
        {name: setup, "register": "pending"},
        {name: {**package, "checksum": "0" * 64}, "register": "another", "ignore_errors": True},
    ]
    found = "{{ {'failed': failed, 'pending': pending, 'another': another} | to_json }}"
    told = {"ansible.builtin.copy": {"content": found, "dest": str(tmp_path / "told.json")}, **on_control_node}
    vendors.turn(windows, "setup_exit_code", 3010)
    run = fleet.play([*tasks, told], "-vvv")
    assert run.status == 0, run.output
    found = json.loads((tmp_path / "told.json").read_text())
    assert (found["failed"]["failed"], found["failed"]["exit_code"]) == (True, 1603)
    assert found["failed"]["msg"].startswith("The package was not installed: exit code 1603, the installation failed.")
    assert (found["pending"]["changed"], found["pending"]["exit_code"], found["pending"]["reboot_pending"]) == (True, 3010, True)
    assert "The machine wants to be restarted" in run.output
    assert "0" * 64 in found["another"]["msg"]
    assert secret not in run.output
