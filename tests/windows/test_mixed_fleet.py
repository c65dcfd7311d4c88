# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One customer with a Linux and a Windows server, from the first onboarding to the last offboarding, always both in one run.

The Linux host is a machine of the lab, reached over ssh from the lab's control node; Windows runs under Wine in that control node's network. So both
clients ask the same doubled console, and there is one store, one register of enrolments and one report.
"""
from __future__ import annotations

import contextlib
import csv
import json
import os
import re
import sqlite3
import subprocess
import time
from typing import TYPE_CHECKING

import pytest
import vendor as vendors
from consoles import WINE
from fleet import NUMBER, Fleet, Run, pinned

if TYPE_CHECKING:
    from consoles import FreshWindows


LINUX, WINDOWS = "nw-server", "erp01"
BOTH = (LINUX, WINDOWS)
CLIENTS = {LINUX: "opt/teamviewer/tv_bin/teamviewerd", WINDOWS: "drive_c/Program Files/TeamViewer/TeamViewer.exe"}
NOTES = {LINUX: "var/lib/bauer_group", WINDOWS: "drive_c/ProgramData/bauer_group"}
SOURCE = "etc/apt/sources.list.d/bauer-group-teamviewer.sources"
NOTHING = (0, 0, 0)
STEPS = ["install", "start", "register"]
OF_A_CLIENT = ("client.installed", "client.registered", "client.permitted", "client.exclusive")
SECONDS = 300  # until a client knows what was done to it in the console


class Stage:
    """Both machines, what is seen on them from outside, and the vendor."""

    def __init__(self, fleet: Fleet, lab, windows, teamviewer) -> None:
        self.fleet, self.teamviewer, self.console = fleet, teamviewer, teamviewer.console
        self._windows = windows
        self._roots = {LINUX: lab.machines[LINUX].path("/"), WINDOWS: windows.console.prefix}

    def run(self, playbook: str, *arguments: str, **said: object) -> Run:
        run = self.fleet.run(playbook, *arguments, **said)
        assert self.console.assignment_id() not in run.output
        return run

    def present(self, paths: dict[str, str]) -> set[str]:
        """The hosts on which that path is there."""
        return {host for host, path in paths.items() if (self._roots[host] / path).exists()}

    def accounts(self) -> list[str | None]:
        """Whose each device is that the console knows."""
        return [device["account"] for device in self.console.devices()]

    def enrolled(self) -> dict[str, str]:
        """Host to client id, as the register of enrolments has them."""
        query = "SELECT host, client_id, withdrawn_at FROM enrolments WHERE customer = 'mueller' AND product = 'teamviewer' ORDER BY id"
        with contextlib.closing(sqlite3.connect(self.fleet.folder / "state" / "store.sqlite")) as store:
            newest = {host: None if withdrawn else client for host, client, withdrawn in store.execute(query)}
        return {host: client for host, client in newest.items() if client}

    def lose_both(self) -> None:
        """Somebody takes them out of our account, and they learn of it."""
        for device in self.console.devices():
            self.console.remove(device["client_id"])
        self.teamviewer.wait_for(LINUX, "Unmanaged")
        ends_at = time.monotonic() + SECONDS
        while "Unmanaged" not in self._windows.wine("reg", "query", r"HKLM\SOFTWARE\TeamViewer", "/s"):
            assert time.monotonic() < ends_at, "Windows' client does not know"
            time.sleep(0.5)


def switch_on(windows: FreshWindows, lab) -> None:
    """In the control node's network; it stays on with its services, as a machine does, while nothing of ours runs there."""
    command = lab.control.command(str(WINE / "wineserver64"), "--persistent")
    subprocess.run(command, env={**os.environ, **windows.console.environment}, check=True, timeout=SECONDS)


def reported(run: Run) -> dict[str, dict[str, str]]:
    """Status by host and requirement, in which the customer's reports agree."""
    folder = run.folder.parents[1] / "reports" / run.folder.name / "mueller"
    hosts = json.loads((folder / "report.json").read_text("utf-8"))["hosts"]
    found = {host["host"]: {finding["id"]: finding["status"] for finding in host["findings"]} for host in hosts}
    told = {(host, name): status for host, statuses in found.items() for name, status in statuses.items()}
    with (folder / "report.csv").open(encoding="utf-8-sig", newline="") as lines:
        assert {(row["Host"], row["Requirement"]): row["Status"].replace(" ", "_") for row in csv.DictReader(lines)} == told
    page = (folder / "report.html").read_text("utf-8")
    anchors = dict(re.findall(r'<a href="#(h\d+)" title="([^"]+)"', page))
    assert {(anchors[host], name): status for status, host, name in re.findall(r'<td class="(\w+)[^"]*"><a href="#(h\d+)-([\w.]+)"', page)} == told
    return found


@pytest.fixture
def stage(lab, ansible, tmp_path, make_windows, vendor, monkeypatch, tmp_path_factory):
    # A connection that another lab has left open would lead to a host with the same address.
    monkeypatch.setenv("ANSIBLE_SSH_CONTROL_PATH_DIR", str(tmp_path_factory.mktemp("ssh")))
    fleet = Fleet(ansible("ansible-playbook"), tmp_path, lab.control.command)
    windows = make_windows()
    switch_on(windows, lab)
    vendors.turn(windows, "console", f"{lab.plan.vendors['master1.teamviewer.com'].address4}:80")
    known = json.loads((lab.inventory / "hosts.json").read_text())["all"]
    fleet.hosts[LINUX] = {
        **known["children"]["nordwind"]["hosts"][LINUX], "ansible_become": True,
        "ansible_ssh_common_args": f"-o UserKnownHostsFile={known['vars']['lab_known_hosts']} -o StrictHostKeyChecking=yes",
    }
    fleet.add(WINDOWS, windows, maintenance_site="hq")
    with lab.teamviewer.serving("15.61.3") as teamviewer:
        fleet.variables |= {
            "maintenance_provider": {"name": "BAUER GROUP", "company_names": ["BAUER GROUP"]},
            "maintenance_assignment_id": teamviewer.console.assignment_id(),
            "unattended_client_key_fingerprints": [teamviewer.fingerprint],
            **pinned("unattended_client", vendor.msi(vendors.teamviewer())),
        }
        yield Stage(fleet, lab, windows, teamviewer)
        # What a story that ended early has left.
        lab.machines[LINUX].attempt("dpkg", "--purge", "--force-all", "teamviewer-host")
        lab.machines[LINUX].attempt("rm", "-rf", *(f"/{path}" for path in (NOTES[LINUX], SOURCE, "etc/apt/sources.list.d/teamviewer.list", "opt/teamviewer")))


def test_both_come_and_go_together(stage):
    """One story, since every step of it needs what the ones before have left."""
    predicted(stage)
    onboarded(stage)
    lost(stage)
    registered_and_converged(stage)
    taken_back(stage)


def predicted(stage):
    run = stage.run("onboard", maintenance_host_limit=1)
    assert (run.status, run.folder) == (2, None)
    assert "this run has 2" in run.output
    run = stage.run("onboard", "--check", "--diff")
    assert run.status == 0, run.output
    assert [run.act(host) for host in BOTH] == [("predicted", STEPS)] * 2
    assert (stage.present(CLIENTS), stage.present(NOTES), stage.accounts()) == (set(), set(), [])


def onboarded(stage):
    run = stage.run("onboard", "-v", maintenance_waves=["100%"], maintenance_site_limit=1)
    assert run.status == 0, run.output
    assert [run.act(host) for host in BOTH] == [("proven", STEPS)] * 2
    # Both are at one site, of which one host at a time may act.
    assert json.loads((run.folder / "rollout.json").read_text())["waves"] == [[WINDOWS], [LINUX]]
    assert all(f"{host}: unattended_client: done and verified (install, start, register)" in run.output for host in BOTH)
    assert (stage.present(CLIENTS), stage.present(NOTES), stage.accounts()) == (set(BOTH), set(BOTH), ["ours", "ours"])
    assert stage.enrolled() == {device["alias"].rpartition(" ")[2]: device["client_id"] for device in stage.console.devices()}
    assert set(stage.enrolled()) == set(BOTH)
    assert all(reported(run)[host][name] == "met" for host in BOTH for name in OF_A_CLIENT)


def lost(stage):
    stage.lose_both()
    run = stage.run("compliance")
    assert run.status == 2, run.output
    assert "unmet that were not at the last run" in run.output
    unmet = {host: [name for name, status in statuses.items() if status == "unmet"] for host, statuses in reported(run).items()}
    assert unmet == {LINUX: ["client.registered"], WINDOWS: ["client.registered"]}


def registered_and_converged(stage):
    run = stage.run("register", maintenance_waves=["100%"])
    assert run.status == 0, run.output
    assert [run.act(host) for host in BOTH] == [("proven", ["register"])] * 2
    assert stage.accounts() == ["ours", "ours"]
    assert [reported(run)[host]["client.registered"] for host in BOTH] == ["met", "met"]
    run = stage.run("onboard")
    assert run.status == 0, run.output
    assert [run.recap(host) for host in BOTH] == [NOTHING] * 2


def taken_back(stage):
    run = stage.run("offboard")
    assert (run.status, run.folder) == (2, None)
    assert "maintenance_confirm" in run.output
    run = stage.run("offboard", maintenance_confirm=NUMBER, maintenance_waves=["100%"])
    assert run.status == 0, run.output
    assert [run.act(host) for host in BOTH] == [("proven", ["unassign", "remove", "forget"])] * 2
    assert (stage.present(CLIENTS), stage.present(NOTES), stage.accounts(), stage.enrolled()) == (set(), set(), [None, None], {})
    assert [reported(run)[host]["client.installed"] for host in BOTH] == ["unmet", "unmet"]
    run = stage.run("offboard", maintenance_confirm=NUMBER)
    assert run.status == 0, run.output
    assert [run.recap(host) for host in BOTH] == [NOTHING] * 2
    run = stage.run("verify_evidence")
    assert run.status == 0, run.output
    # One chain, in which every run stands with both hosts.
    runs = len(list((stage.fleet.folder / "state" / "runs").iterdir()))
    assert f"mueller: all {3 * runs} records fit" in run.output
