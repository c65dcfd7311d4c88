# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The monitoring agent on Windows: whose it is decides before and after, and what was cut off is gone on with."""
from __future__ import annotations

import time

import pytest
import vendor as vendors
from fleet import NUMBER, Fleet, pinned
from killed_run import kill
from waiting import wait_until

HOST = "erp01"
PRODUCT = "atera"
NOTHING = (0, 0, 0)
OURS, THEIRS = "001Q300000AbCdE", "001Q300000XyZaB"
FOLDER = r"Program Files\ATERA Networks\AteraAgent"
UNTIL_IT_WAITS = 2  # seconds from the files to the service that Windows Installer then waits for; cut off before, the next run does the same
SERVICES = r"HKLM\SYSTEM\CurrentControlSet\Services"


class Stage:
    """One machine and the customer's inventory."""

    def __init__(self, fleet, windows, vendor):
        self.fleet, self.windows = fleet, windows
        fleet.contract["products"] = [PRODUCT]
        fleet.variables |= {
            "maintenance_provider": {"name": "Example IT", "company_names": ["BAUER GROUP"], "atera_account_ids": [OURS]},
            **pinned("monitoring_agent", vendor.msi(vendors.atera())),
        }
        fleet.add(HOST, windows)
        self.enrol_into(OURS)

    def enrol_into(self, account):
        self.fleet.variables["monitoring_agent_windows_properties"] = {"IntegratorLogin": "rmm@example.com", "CompanyId": 36, "AccountId": account}

    def run(self, playbook="onboard", *arguments, **said):
        return self.fleet.run(playbook, *arguments, **said)

    def is_installed(self):
        return self.windows.file(rf"{FOLDER}\AteraAgent.exe").exists()

    def account(self):
        return self.windows.wine("reg", "query", r"HKLM\SOFTWARE\ATERA Networks\AlphaAgent", "/v", "AccountId").split()[-1]


@pytest.fixture
def stage(windows_anew, vendor, ansible, tmp_path):
    return Stage(Fleet(ansible("ansible-playbook"), tmp_path), windows_anew, vendor)


def test_from_another_account_to_ours(stage):
    """One story: each step finds what the one before has left."""
    it_enrols_into_the_wrong_account(stage)
    somebody_elses_stays(stage)
    its_installation_is_cut_off(stage)
    it_is_gone_on_with(stage)
    it_was_stopped(stage)
    it_is_taken_back(stage)


def it_enrols_into_the_wrong_account(stage):
    stage.enrol_into(THEIRS)
    run = stage.run()
    assert (run.status, run.act(HOST, PRODUCT), stage.account()) == (2, ("failed", ["install", "enrol"]), THEIRS)
    assert f"belongs to the account {THEIRS}" in run.acts(HOST)[PRODUCT]["message"]
    assert run.statuses(HOST)["agent.monitoring"] == ("unmet", "agent_foreign")


def somebody_elses_stays(stage):
    stage.enrol_into(OURS)
    run = stage.run("onboard", maintenance_adopt=True)
    assert (run.acts(HOST)[PRODUCT]["reason"], run.recap(HOST), stage.account()) == ("agent_foreign", NOTHING, THEIRS)
    gone = stage.run("offboard", maintenance_confirm=NUMBER)
    # Only what our register has of it goes.
    assert (gone.status, gone.act(HOST, PRODUCT), stage.is_installed()) == (0, ("proven", ["withdraw"]), True)
    stage.windows.wine("msiexec", "/x", vendors.atera().product_code, "/qn")
    assert not stage.is_installed()


def its_installation_is_cut_off(stage):
    """The power fails while Windows Installer waits for the service."""
    vendors.turn(stage.windows, "start_delay", 60000)
    process = stage.fleet.start()
    wait_until(stage.is_installed, process)
    time.sleep(UNTIL_IT_WAITS)
    kill(process)
    stage.windows.switch_off()
    vendors.turn(stage.windows, "start_delay", None)


def it_is_gone_on_with(stage):
    run = stage.run()
    assert (run.status, run.act(HOST, PRODUCT), stage.account()) == (0, ("proven", ["install", "enrol"]), OURS)


def it_was_stopped(stage):
    set_to_start_by_hand(stage)
    vendors.turn(stage.windows, "service_fails", 42)
    run = stage.run()
    assert (run.status, run.act(HOST, PRODUCT)) == (2, ("failed", ["start"]))
    assert "its own code 42" in run.acts(HOST)[PRODUCT]["message"]
    vendors.turn(stage.windows, "service_fails", None)
    # A Windows under Wine on which nothing runs is off, and what starts with the machine would run with the next run.
    set_to_start_by_hand(stage)
    run = stage.run()
    assert (run.status, run.act(HOST, PRODUCT)) == (0, ("proven", ["start"]))
    assert run.statuses(HOST)["agent.monitoring"][0] == "met"


def set_to_start_by_hand(stage):
    stage.windows.wine("reg", "add", rf"{SERVICES}\AteraAgent", "/v", "Start", "/t", "REG_DWORD", "/d", "3", "/f")
    stage.windows.switch_off()


def it_is_taken_back(stage):
    gone = stage.run("offboard", maintenance_confirm=NUMBER)
    assert (gone.status, gone.act(HOST, PRODUCT), stage.is_installed()) == (0, ("proven", ["remove", "withdraw"]), False)
