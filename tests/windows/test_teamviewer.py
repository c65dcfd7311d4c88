# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A TeamViewer client on Windows comes into our account and out of it again: doubles of client and console, Ansible's own wrapper, Wine's registry."""
from __future__ import annotations

import json
from pathlib import Path

import pytest
from consoles import SOURCES
from killed_run import kill
from tasks import Tasks, module
from vendor import OLD, atera, teamviewer, turn
from waiting import wait_until

CHECK = {"check_mode": True}
SECRET = "{{ secret }}"


@pytest.fixture
def machine(windows_anew, console, ansible, tmp_path):
    turn(windows_anew, "console", console.address)
    return Tasks(ansible("ansible-playbook"), tmp_path, windows_anew, secret=console.assignment_id())


def assignment(keywords=None, **options):
    return module("win_teamviewer_assignment", keywords, **({"assignment_id": SECRET} if options.get("state") != "unassigned" else {}), **options)


class Steps:
    """What the modules do, without Ansible around them: all in one process of PowerShell."""

    def __init__(self, windows, console, folder):
        self.windows = windows
        self.console = console
        self.folder = folder
        self.steps = []

    def assign(self, mode=None, check=False, **options):
        """One assignment, with how the console behaves from then on."""
        given = {"state": "assigned", "alias": None, "accepted": {}, "adopt": False, "reassign": False, "retries": 0, "timeout": 60, **options}
        given.setdefault("assignment_id", self.console.assignment_id())
        return self._add(given, check, {self.windows.console.path(self.console.folder / "mode.json"): json.dumps(mode or {})})

    def service(self, knobs=None, check=False, mode=None, **options):
        """That service is brought up, TeamViewer's without a name, with these knobs of the doubles turned before."""
        files = {f"C:\\doubles\\{name}.txt": None if value is None else f"{value}\n" for name, value in (knobs or {}).items()}
        if mode is not None:
            files[self.windows.console.path(self.console.folder / "mode.json")] = json.dumps(mode)
        return self._add({"timeout": 60.0, **options}, check, files)

    def _add(self, options, check, files):
        self.steps.append({"options": options, "check": check, "files": files})
        return self

    def run(self):
        asked, answered = self.folder / "steps.json", self.folder / "results.json"
        asked.write_text(json.dumps(self.steps))
        answered.unlink(missing_ok=True)
        self.steps = []
        console = self.windows.console
        script = Path(__file__).with_name("steps.ps1")
        done = console.run("-File", *map(console.path, (script, asked, answered, SOURCES)))
        assert answered.exists(), done.stdout + done.stderr
        return json.loads(answered.read_text())


@pytest.fixture
def steps(windows_anew, console, tmp_path):
    turn(windows_anew, "console", console.address)
    return Steps(windows_anew, console, tmp_path)


@pytest.fixture
def install(windows_anew, vendor):
    def install(package=None, *properties):
        windows_anew.wine("msiexec", "/i", windows_anew.console.path(vendor.msi(package or teamviewer())), "/qn", *properties)
    return install


def nothing_leaked(machine, console, *shown):
    """The assignment id, or a part of it, is in no output, no log, no registry and no file of that Windows but the console's own."""
    secret = console.assignment_id()
    canaries = [secret, secret[4:18]]
    said = machine.output + json.dumps(shown)
    assert not [canary for canary in canaries if canary in said]
    # So that the registry is on disk; what the client wrote there shows that the search sees it.
    machine.windows.switch_off()
    assert "dword:47868c01" in (machine.windows.console.prefix / "system.reg").read_text(errors="replace")
    places = [machine.windows.console.prefix, machine.folder / "home"]
    files = [path for place in places for path in place.rglob("*") if path.is_file() and not path.is_symlink() and path.stat().st_nlink == 1]
    assert machine.windows.console.prefix / "system.reg" in files
    for path in [*files, machine.folder / "log", console.folder / "log"]:
        content = path.read_bytes()
        assert not [canary for canary in canaries if canary.encode() in content or canary.encode("utf-16-le") in content], path


def test_from_nothing_to_ours_and_back(machine, console, vendor):
    package = teamviewer(OLD)
    path = machine.windows.console.path(vendor.msi(package))
    installed = {"ansible.windows.win_package": {"path": path, "product_id": package.product_code}}
    predicted, not_there, first, again, daemon, checked, assigned, runs = machine.run(
        assignment(CHECK), assignment(), installed, installed, module("win_teamviewer_daemon"), assignment(CHECK, alias="ERP 1"),
        assignment(alias='Müller "ERP" 1\\'), module("win_started_service", name="TeamViewer"),
    )
    assert (predicted["changed"], predicted["alias"], predicted["previous"]["installed"]) == (True, None, False)
    assert (not_there["failed"], not_there["reason"], not_there["exit_code"]) == (True, "not_installed", None)
    assert (first["changed"], again["changed"]) == (True, False), first
    assert (daemon["client_id"], daemon["version"]) == ("1200000001", OLD)
    assert (checked["changed"], checked["management_id"], checked["alias"], checked["attempts"]) == (True, None, "ERP 1", 0)
    assert (assigned["changed"], assigned["ownership"], assigned["exit_code"], assigned["outcome"], assigned["attempts"]) == (True, "unassigned", 0, "done", 1)
    (device,) = console.devices()
    assert (device["account"], device["rollout"], device["alias"]) == ("ours", "nordwind", 'Müller "ERP" 1\\')
    ours = device["management_id"].strip("{}")
    assert (assigned["client_id"], assigned["management_id"], assigned["alias"]) == ("1200000001", ours, 'Müller "ERP" 1\\')
    assert assigned["diff"]["before"] == {"assigned": False, "management_id": None}
    assert assigned["diff"]["after"] == {"assigned": True, "management_id": ours, "alias": 'Müller "ERP" 1\\'}
    assert runs["changed"] is False

    # Somebody renames it in the console, which no file of the client shows: nothing to do.
    console.edit(1200000001, alias="Renamed")
    accepted = {"management_ids": [f"{{{ours.upper()}}}"]}
    converged, kept, left, removed, absent = machine.run(
        assignment(accepted=accepted, alias="ERP 1"), assignment(state="unassigned"), assignment(state="unassigned", accepted=accepted),
        {"ansible.windows.win_package": {"product_id": package.product_code, "state": "absent"}}, assignment(state="unassigned"),
    )
    assert (converged["changed"], converged["ownership"], converged["attempts"], converged["management_id"]) == (False, "ours", 0, ours)
    assert console.devices()[0]["alias"] == "Renamed"
    assert (kept["failed"], kept["reason"], kept["ownership"], kept["attempts"]) == (True, "unknown_owner", "unknown", 0)
    assert (left["changed"], left["management_id"], left["previous"]["management_id"]) == (True, None, ours)
    assert console.devices()[0]["account"] is None
    assert removed["changed"]
    assert (absent["changed"], absent["previous"]["installed"]) == (False, False)
    nothing_leaked(machine, console, assigned, kept, left)


def test_what_is_refused(steps, console, install):
    """The newer client leaves with the short set of codes."""
    install()
    steps.service().assign(assignment_id="0001CANARYsomebodyMistypedThis=").assign(alias="two\nlines").assign({"down": True}, retries=1)
    steps.assign({"code": 404, "times": 1}, retries=1, alias="ERP 1").assign({"policy": True}, state="unassigned", adopt=True)
    steps.assign({"code": 406}, state="unassigned", adopt=True, retries=3, timeout=2)
    daemon, wrong, bad, down, busy, policy, unknown = steps.run()
    assert daemon["reason"] is None
    assert (wrong["reason"], wrong["exit_code"], wrong["outcome"], wrong["attempts"]) == ("refused", 40, "invalid_id", 1)
    # What the client repeats of it is hidden.
    assert "Assignment failed: '***' is no valid assignment id" in wrong["msg"]
    assert "Mistyped" not in json.dumps(wrong)
    assert bad == {"changed": False, "reason": "invalid", "msg": "alias is empty, longer than 255 characters, or holds control characters"}
    assert (down["reason"], down["exit_code"], down["outcome"], down["attempts"], down["changed"]) == ("refused", 43, "no_connection", 2, False)
    assert "TCP 5938 or 443" in down["remedy"]
    assert (busy["changed"], busy["outcome"], busy["attempts"], busy["alias"]) == (True, "done", 2, "ERP 1")
    assert (policy["reason"], policy["exit_code"], policy["outcome"]) == ("refused", 48, "denied_by_policy")
    assert policy["management_id"] == console.devices()[0]["management_id"].strip("{}")
    assert (unknown["reason"], unknown["outcome"]) == ("refused", "unknown_error")
    assert unknown["attempts"] < 4


def test_somebody_elses(steps, console, install):
    """Owners' names stand in the registry, and decide."""
    install()
    named, names = {"owner_names": True}, {"owner_names": ["bauer  group"]}
    steps.service().assign(named, assignment_id=console.assignment_id("other", "other")).assign(named, accepted=names, adopt=True)
    steps.assign(named, state="unassigned", accepted=names, adopt=True).assign(named, adopt=True)
    steps.assign(named, check=True, accepted=names, reassign=True).assign(named, accepted=names, reassign=True).assign(named, accepted=names)
    _daemon, other, foreign, stays, asked, predicted, taken, converged = steps.run()
    assert other["changed"]
    assert (foreign["reason"], foreign["ownership"], foreign["attempts"]) == ("foreign", "foreign", 0)
    assert "Anderes Systemhaus GmbH" in foreign["msg"]
    assert (stays["reason"], stays["attempts"]) == ("foreign", 0)
    # Where no name of ours is known, the vendor is asked, and leaves it as it is.
    assert (asked["reason"], asked["outcome"], asked["changed"]) == ("refused", "denied_by_policy", False)
    assert (predicted["changed"], predicted["attempts"]) == (True, 0)
    assert (taken["changed"], taken["outcome"]) == (True, "done")
    assert taken["management_id"] not in (None, taken["previous"]["management_id"])
    assert (converged["changed"], converged["ownership"]) == (False, "ours")
    assert console.devices()[0]["account"] == "ours"


def test_a_32_bit_client_beside_what_another_one_left(steps, tmp_path):
    """The settings of the client that is installed count, in whichever view they are."""
    left, kept = "11111111-0000-4000-8000-000000000001", "22222222-0000-4000-8000-000000000002"
    steps.windows.file(r"Program Files (x86)\TeamViewer\TeamViewer.exe").write_bytes(b"MZ")
    steps.windows.import_registry(tmp_path / "views.reg", rf"""
[HKEY_LOCAL_MACHINE\SOFTWARE\TeamViewer]
"ClientID"=dword:3b9aca07
"InstallationDirectory"="C:\\Program Files\\TeamViewer"

[HKEY_LOCAL_MACHINE\SOFTWARE\TeamViewer\DeviceManagementV2]
"ManagementId"="{{{left}}}"

[HKEY_LOCAL_MACHINE\SOFTWARE\WOW6432Node\TeamViewer]
"ClientID"=dword:fedcba98
"Version"="15.61.3 C"

[HKEY_LOCAL_MACHINE\SOFTWARE\WOW6432Node\TeamViewer\DeviceManagementV2]
"ManagementId"="{{{kept}}}"
""")
    by_left, by_kept, run = steps.assign(accepted={"management_ids": [left]}).assign(accepted={"management_ids": [kept]}).assign(
        accepted={"management_ids": [kept]}, state="unassigned",
    ).run()
    assert (by_left["reason"], by_left["previous"]["management_id"]) == ("unknown_owner", kept)
    assert (by_kept["reason"], by_kept["changed"], by_kept["client_id"], by_kept["previous"]["version"]) == (None, False, "4275878552", "15.61.3 C")
    # No service of it runs there.
    assert (run["reason"], run["attempts"]) == ("not_running", 0)
    # With a program in the other view too, neither is touched: what is done to one would be proven by the other.
    steps.windows.file(r"Program Files\TeamViewer\TeamViewer.exe").write_bytes(b"MZ")
    refused = steps.assign(accepted={"management_ids": [kept]}).assign(state="unassigned", accepted={"management_ids": [left, kept]}, adopt=True).run()
    assert [(one["reason"], one["attempts"], one["changed"]) for one in refused] == [("not_readable", 0, False)] * 2
    assert "two TeamViewer clients" in refused[0]["msg"]


def test_killed_in_the_middle_and_run_again(machine, steps, console, install):
    install()
    steps.service().run()
    console.set_mode(delay=8)
    process, _answers = machine.start(assignment(alias="ERP 1"))
    wait_until(lambda: "assign asked" in (console.folder / "log").read_text())
    machine.output += kill(process)
    wait_until(lambda: console.devices()[0]["account"] == "ours")
    console.set_mode()
    wait_until(lambda: "ManagementId" in machine.windows.wine("reg", "query", r"HKLM\SOFTWARE\TeamViewer", "/s"))
    # The vendor did what it was asked for: the client is somebody's, and without a note of ours nobody knows whose.
    unsure, proven = steps.assign().assign(adopt=True).run()
    assert (unsure["reason"], unsure["changed"]) == ("unknown_owner", False)
    assert (proven["changed"], proven["outcome"]) == (False, "already_assigned")
    nothing_leaked(machine, console, unsure, proven)


def test_a_service_that_does_not_start_and_an_id_that_does_not_come(steps, install):
    install()
    steps.windows.switch_off()
    turn(steps.windows, "service_fails", 42)
    steps.windows.wine("reg", "delete", r"HKLM\SOFTWARE\TeamViewer", "/v", "ClientID", "/f")
    steps.service().assign().service({"service_fails": None}, check=True).service(mode={"down": True}, timeout=15.0).assign({"down": True}, timeout=2)
    steps.service(mode={}).service()
    broken, refused, predicted, no_id, unassigned, running, converged = steps.run()
    assert refused["reason"] == "not_running"
    # It ends before Windows has answered that it starts, or after.
    assert broken["reason"] == "not_started" or (broken["reason"] == "not_running" and "its own code 42" in broken["msg"])
    assert (predicted["changed"], predicted["enabled"], predicted["running"], predicted["ready"]) == (True, True, False, False)
    assert (no_id["reason"], unassigned["reason"]) == ("no_client_id", "no_client_id")
    # The service asks again by itself: the id may come before the module looks.
    assert (running["reason"], converged["ready"], converged["changed"]) == (None, True, False)


def test_any_vendors_service(steps, install):
    """Windows Installer starts it; somebody set it to start by hand, and the machine was started anew."""
    install(atera(), "INTEGRATORLOGIN=a@b.example", "ACCOUNTID=7")
    steps.windows.wine("reg", "add", r"HKLM\SYSTEM\CurrentControlSet\Services\AteraAgent", "/v", "Start", "/t", "REG_DWORD", "/d", "3", "/f")
    steps.windows.switch_off()
    steps.service(name="Nothing").service(check=True, name="Nothing").service(name="AteraAgent").service(name="AteraAgent")
    missing, predicted, started, again = steps.run()
    assert missing["reason"] == "not_installed"
    assert (predicted["reason"], predicted["changed"]) == (None, True)
    assert (started["reason"], started["changed"], again["changed"]) == (None, True, False)
    assert (started["enabled"], started["running"], again["enabled"], again["running"]) == (False, False, True, True)
    assert "RUNNING" in steps.windows.wine("sc", "query", "AteraAgent")
