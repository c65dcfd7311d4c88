# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The unattended client in every state that a machine can be found in: what onboarding says of it, does about it, and leaves on the machine."""
from __future__ import annotations

import time

import pytest
import vendor as vendors
from fleet import NUMBER, Fleet, pinned
from killed_run import kill
from waiting import wait_until

HOST = "erp01"
NOTHING = (0, 0, 0)
EVERYTHING = ["install", "start", "register"]
FOLDER = r"Program Files\TeamViewer"
SERVICES = r"HKLM\SYSTEM\CurrentControlSet\Services"
UNTIL_IT_WAITS = 2  # seconds from the files to the service that Windows Installer then waits for; cut off before, the next run does the same
MISTYPED = "0001CANARYsomebodyMistypedThis="


class Stage:
    """One machine, the vendor's console and the customer's inventory."""

    def __init__(self, fleet, windows, vendor, console):
        self.fleet, self.windows, self.vendor, self.console = fleet, windows, vendor, console
        vendors.turn(windows, "console", console.address)
        fleet.variables |= {
            "maintenance_provider": {"name": "Example IT", "company_names": ["BAUER GROUP"]},
            "maintenance_assignment_id": console.assignment_id(),
            **pinned("unattended_client", vendor.msi(vendors.teamviewer())),
        }
        fleet.add(HOST, windows)

    def run(self, playbook="onboard", *arguments, **said):
        return self.fleet.run(playbook, *arguments, **said)

    def settings(self):
        return self.windows.wine("reg", "query", r"HKLM\SOFTWARE\TeamViewer", "/s")

    def is_installed(self):
        return self.windows.file(rf"{FOLDER}\TeamViewer.exe").exists()

    def owners(self):
        return [device["account"] for device in self.console.devices()]


@pytest.fixture
def stage(windows_anew, vendor, console, ansible, tmp_path):
    return Stage(Fleet(ansible("ansible-playbook"), tmp_path), windows_anew, vendor, console)


def test_what_goes_wrong_is_said_and_the_next_run_goes_on(stage):
    """One story: each step finds what the one before has left."""
    its_service_does_not_start_at_once(stage)
    a_wrong_assignment_id(stage)
    it_is_nobodys(stage)
    it_is_let_go_in_the_console(stage)
    its_service_does_not_start_any_more(stage)
    versions_are_predicted(stage)


def its_service_does_not_start_at_once(stage):
    vendors.turn(stage.windows, "service_fails", 42)
    run = stage.run()
    assert run.status == 2
    assert run.act(HOST) == ("failed", EVERYTHING)
    # Windows itself would say 1603, and take back what was installed; Wine says 1627.
    assert run.acts(HOST)["teamviewer"]["message"].startswith("The package was not installed: exit code 16")
    assert stage.owners() == []
    vendors.turn(stage.windows, "service_fails", None)


def a_wrong_assignment_id(stage):
    stage.fleet.variables["maintenance_assignment_id"] = MISTYPED
    run = stage.run("onboard", "-vvv")
    assert run.status == 2
    assert run.act(HOST) == ("failed", EVERYTHING)
    assert "assignment id" in run.acts(HOST)["teamviewer"]["message"]
    assert (stage.is_installed(), stage.owners()) == (True, [None])
    assert "Mistyped" not in run.output
    stage.fleet.variables["maintenance_assignment_id"] = stage.console.assignment_id()


def it_is_nobodys(stage):
    predicted = stage.run("onboard", "--check", "--diff")
    assert (predicted.status, predicted.act(HOST), stage.owners()) == (0, ("predicted", ["register"]), [None])
    run = stage.run()
    assert (run.status, run.act(HOST), stage.owners()) == (0, ("proven", ["register"]), ["ours"])
    converged = stage.run("onboard", "--check", "--diff")
    assert (converged.status, converged.act(HOST), converged.recap(HOST)) == (0, ("nothing_to_do", []), NOTHING)


def it_is_let_go_in_the_console(stage):
    (device,) = stage.console.devices()
    stage.console.edit(device["client_id"], account=None, rollout=None)
    wait_until(lambda: "Unmanaged" in stage.settings())
    run = stage.run()
    assert (run.status, run.act(HOST), stage.owners()) == (0, ("proven", ["register"]), ["ours"])
    assert run.statuses(HOST)["client.registered"][0] == "met"


def its_service_does_not_start_any_more(stage):
    set_to_start_by_hand(stage)
    predicted = stage.run("onboard", "--check")
    # It ran at the last run, and that it does not now is told.
    assert (predicted.status, predicted.act(HOST)) == (2, ("predicted", ["start"]))
    vendors.turn(stage.windows, "service_fails", 42)
    run = stage.run()
    assert (run.status, run.act(HOST)) == (2, ("failed", ["start"]))
    assert "its own code 42" in run.acts(HOST)["teamviewer"]["message"]
    vendors.turn(stage.windows, "service_fails", None)
    # A Windows under Wine on which nothing runs is off, and what starts with the machine would run with the next run.
    set_to_start_by_hand(stage)
    run = stage.run()
    assert (run.status, run.act(HOST)) == (0, ("proven", ["start"]))


def set_to_start_by_hand(stage):
    stage.windows.wine("reg", "add", rf"{SERVICES}\TeamViewer", "/v", "Start", "/t", "REG_DWORD", "/d", "3", "/f")
    stage.windows.switch_off()


def versions_are_predicted(stage):
    wanted = "99.1.2"
    run = stage.run("onboard", "--check", unattended_client_version=wanted)
    assert (run.status, run.act(HOST)) == (0, ("predicted", ["install"]))
    run = stage.run("onboard", "--check", unattended_client_version=vendors.OLD)
    assert (run.status, run.acts(HOST)["teamviewer"]["reason"], run.recap(HOST)) == (0, "downgrade", NOTHING)


def test_killed_while_it_installs_and_while_it_registers(stage):
    """The power fails while Windows Installer waits for the service; the run after that one is killed while the vendor is asked. The third goes on."""
    vendors.turn(stage.windows, "start_delay", 60000)
    process = stage.fleet.start()
    wait_until(stage.windows.file(rf"{FOLDER}\TeamViewer_Service.exe").exists, process)
    time.sleep(UNTIL_IT_WAITS)
    kill(process)
    stage.windows.switch_off()
    vendors.turn(stage.windows, "start_delay", None)

    stage.console.set_mode(delay=8)
    process = stage.fleet.start()
    wait_until(lambda: "assign asked" in (stage.console.folder / "log").read_text(), process)
    kill(process)
    stage.console.set_mode()
    wait_until(lambda: "ManagementId" in stage.settings())
    assert stage.owners() == ["ours"]

    run = stage.run()
    assert (run.status, run.act(HOST)) == (0, ("proven", ["register"]))
    again = stage.run()
    assert (again.status, again.act(HOST), again.recap(HOST)) == (0, ("nothing_to_do", []), NOTHING)
    gone = stage.run("offboard", maintenance_confirm=NUMBER)
    assert (gone.status, gone.act(HOST), stage.is_installed()) == (0, ("proven", ["unassign", "remove", "forget"]), False)
