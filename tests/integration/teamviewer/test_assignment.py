# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The module against the doubled client and console: every refusal, and what happens between client, console and us."""
from __future__ import annotations

import json
import time

import pytest
from lab.paths import RUN
from lab.vendors.console import MODES

HOST = "nw-server"
LOG = "/var/log/teamviewer15/TeamViewer15_Logfile.log"
OLDER, NEWER = "15.58.4", "15.61.3"
# Name of the mode -> the client's own code, and how often it is asked with one attempt more.
REFUSALS = {
    "signature_error": (2, 1), "cloud_unverified": (4, 2), "wrong_id": (400, 1), "not_running": (401, 1), "incompatible": (402, 1),
    "no_connection": (403, 2), "another_running": (404, 2), "timeout": (405, 2), "unknown_error": (406, 2), "access_denied": (407, 1),
    "denied_by_policy": (408, 1),
}
OUTCOMES = {"wrong_id": "invalid_id"}


@pytest.fixture(autouse=True)
def normal(teamviewer):
    """Each test finds the console as it is on a good day."""
    yield
    teamviewer.console.set_mode()


@pytest.fixture(scope="module")
def answers(teamviewer, by_hand, tmp_path_factory):
    """Of every refusal, by host: an older client that leaves with 400 to 409, and a newer one with 40 to 49."""
    secrets = tmp_path_factory.mktemp("secrets") / "secrets.json"
    secrets.write_text(json.dumps({"assignment_id": teamviewer.console.assignment_id()}), "utf-8")
    with teamviewer.installed("nw-server", OLDER), teamviewer.installed("sh-erp", NEWER):
        code = by_hand.playbook(
            "exit_codes.yml", secrets, modes={name: MODES[name] for name in REFUSALS}, console_mode=str(RUN / "teamviewer" / "mode.json"),
            kept_in=str(by_hand.folder),
        )
        teamviewer.console.set_mode()
        assert code == 0, by_hand.output[-1][-3000:]
        assert [teamviewer.console.device(teamviewer.client_id(host))["account"] for host in ("nw-server", "sh-erp")] == [None, None]
    return {host: json.loads((by_hand.folder / f"{host}.json").read_text("utf-8")) for host in ("nw-server", "sh-erp")}


@pytest.mark.parametrize("name", REFUSALS)
@pytest.mark.parametrize(("host", "form"), [("nw-server", lambda code: code & 0xFF), ("sh-erp", lambda code: code - 360)], ids=[OLDER, NEWER])
def test_every_refusal(answers, host, form, name):
    code, attempts = REFUSALS[name]
    answer = answers[host][name]
    shown = {key: answer[key] for key in ("reason", "exit_code", "outcome", "attempts", "changed", "management_id")}
    assert shown == {
        "reason": "refused", "exit_code": form(code) if code >= 400 else code, "outcome": OUTCOMES.get(name, name), "attempts": attempts,
        "changed": False, "management_id": None,
    }
    assert answer["meaning"] in answer["msg"]
    assert answer["remedy"] in answer["msg"]


def test_a_life(teamviewer, by_hand):
    """Predicted, assigned (which the client's files show five seconds after its exit code), found again, renamed in the console, released."""
    console = teamviewer.console
    secret = {"assignment_id": console.assignment_id()}
    with teamviewer.installed(HOST):
        number = teamviewer.client_id(HOST)
        predicted = by_hand(HOST, "--check", "--diff", alias="nordwind - nw-server", **secret)
        assert (predicted["changed"], predicted["diff"]["before"]["assigned"], predicted["diff"]["after"]) == (
            True, False, {"assigned": True, "management_id": None, "alias": "nordwind - nw-server"},
        )
        assert console.device(number)["account"] is None

        console.set_mode("slow_state")
        done = by_hand(HOST, alias="nordwind - nw-server", **secret)
        known = console.device(number)
        assert (done["changed"], done["client_id"], done["alias"], done["attempts"], done["exit_code"]) == (True, number, "nordwind - nw-server", 1, 0)
        assert done["management_id"] == known["management_id"].strip("{}") == teamviewer.management_id(HOST).strip("{}")
        assert (known["account"], known["rollout"], known["alias"]) == ("ours", "nordwind", "nordwind - nw-server")

        console.set_mode()
        console.rename(number, "somebody's own name")
        accepted = {"management_ids": [done["management_id"]]}
        again = by_hand(HOST, alias="nordwind - nw-server", accepted=accepted, **secret)
        assert (again["changed"], again["ownership"], again["attempts"], again["alias"]) == (False, "ours", 0, None)
        assert console.device(number)["alias"] == "somebody's own name"

        assert by_hand(HOST, state="unassigned")["reason"] == "unknown_owner"
        assert by_hand(HOST, "--check", state="unassigned", accepted=accepted)["changed"] is True
        assert console.device(number)["account"] == "ours"
        released = by_hand(HOST, state="unassigned", accepted=accepted)
        assert (released["changed"], released["management_id"], console.device(number)["account"]) == (True, None, None)
        assert by_hand(HOST, state="unassigned", accepted=accepted)["changed"] is False


def test_a_client_of_another_account(teamviewer, by_hand):
    secret = {"assignment_id": teamviewer.console.assignment_id()}
    with teamviewer.installed(HOST, assigned_to="other/other"):
        before = teamviewer.console.devices()
        assert by_hand(HOST, **secret)["reason"] == "unknown_owner"
        adopted = by_hand(HOST, adopt=True, **secret)
        assert (adopted["reason"], adopted["outcome"], adopted["changed"]) == ("refused", "denied_by_policy", False)
        assert teamviewer.console.devices() == before

        taken = by_hand(HOST, reassign=True, **secret)
        assert (taken["changed"], taken["previous"]["management_id"] == taken["management_id"]) == (True, False)
        known = teamviewer.console.device(teamviewer.client_id(HOST))
        assert (known["account"], known["management_id"].strip("{}")) == ("ours", taken["management_id"])


def test_a_client_that_names_another_owner(teamviewer, by_hand):
    teamviewer.console.set_mode("owner_names")
    with teamviewer.installed(HOST, assigned_to="other/other"):
        before = teamviewer.console.devices()
        refused = by_hand(HOST, adopt=True, assignment_id=teamviewer.console.assignment_id(), accepted={"owner_names": ["BAUER GROUP"]})
        assert (refused["reason"], refused["ownership"], refused["attempts"]) == ("foreign", "foreign", 0)
        assert "Anderes Systemhaus GmbH" in refused["msg"]
        assert teamviewer.console.devices() == before


def test_what_the_client_says_of_a_wrong_id_holds_no_secret(teamviewer, by_hand):
    with teamviewer.installed(HOST):
        refused = by_hand(HOST, assignment_id=teamviewer.console.assignment_id() + "wrong")
    assert (refused["outcome"], refused["exit_code"]) == ("invalid_id", 40)
    assert "'***' is no valid assignment id" in refused["msg"]


def test_a_console_that_is_down_and_comes_back(teamviewer, by_hand):
    with teamviewer.installed(HOST):
        teamviewer.console.set_mode("down")
        refused = by_hand(HOST, assignment_id=teamviewer.console.assignment_id(), retries=1)
        assert (refused["outcome"], refused["attempts"]) == ("no_connection", 2)

        _process, result = by_hand.start(HOST, assignment_id=teamviewer.console.assignment_id())
        waited = len(teamviewer.console.log())
        _until(lambda: "/double/assign 503" in teamviewer.console.log()[waited:])
        teamviewer.console.set_mode()
        done = result()
        assert (done["changed"], done["outcome"], done["attempts"] > 1) == (True, "done", True)


def test_an_answer_that_is_lost_on_the_way(teamviewer, by_hand):
    with teamviewer.installed(HOST):
        teamviewer.console.set_mode("loses_answers", times=1)
        done = by_hand(HOST, assignment_id=teamviewer.console.assignment_id())
    assert (done["changed"], done["outcome"], done["attempts"]) == (True, "already_assigned", 2)


def test_the_way_out_is_closed_and_opened_again(teamviewer, by_hand, lab):
    with teamviewer.installed(HOST) as machine:
        with lab.firewall(HOST).reject(tcp=[443]):
            _process, result = by_hand.start(HOST, assignment_id=teamviewer.console.assignment_id())
            _until(lambda: "assign: 403" in machine.read(LOG))
        done = result()
    assert (done["changed"], done["outcome"], done["attempts"] > 1) == (True, "done", True)


def test_two_at_once(teamviewer, by_hand):
    """The second is told that another assignment runs, and waits for it."""
    with teamviewer.installed(HOST):
        teamviewer.console.set_mode("slow", delay=5)
        runs = [by_hand.start(HOST, assignment_id=teamviewer.console.assignment_id()) for _number in range(2)]
        results = sorted((result() for _process, result in runs), key=lambda result: result["attempts"])
    assert [(result["outcome"], result["management_id"]) for result in results] == [
        ("done", results[0]["management_id"]), ("already_assigned", results[0]["management_id"]),
    ]
    assert results[1]["attempts"] > 1


def test_killed_in_the_middle(teamviewer, by_hand):
    """The client goes on by itself. The next run is told by the vendor that it is ours, but only where it may ask."""
    with teamviewer.installed(HOST) as machine:
        teamviewer.console.set_mode("slow", delay=4)
        process, _result = by_hand.start(HOST, assignment_id=teamviewer.console.assignment_id())
        _until(lambda: "assign: begun" in machine.read(LOG))
        program = machine.execute("pgrep", "--full", "^/usr/bin/python3 /usr/bin/teamviewer assignment").strip()
        module = machine.execute("ps", "-o", "ppid=", program).strip()
        machine.execute("kill", "-KILL", module, program)
        process.kill()
        process.communicate()
        teamviewer.console.set_mode()
        teamviewer.wait_for(HOST, "ManagementId")
        assert teamviewer.console.device(teamviewer.client_id(HOST))["account"] == "ours"

        assert by_hand(HOST, assignment_id=teamviewer.console.assignment_id())["reason"] == "unknown_owner"
        proven = by_hand(HOST, assignment_id=teamviewer.console.assignment_id(), adopt=True)
        assert (proven["changed"], proven["outcome"], proven["management_id"]) == (
            False, "already_assigned", teamviewer.management_id(HOST).strip("{}"),
        )


def test_a_service_that_does_not_run(teamviewer, by_hand):
    with teamviewer.installed(HOST) as machine:
        machine.execute("systemctl", "stop", "teamviewerd.service")
        assert by_hand(HOST, assignment_id=teamviewer.console.assignment_id())["reason"] == "not_running"


def test_a_release_that_a_policy_forbids(teamviewer, by_hand):
    with teamviewer.installed(HOST, assigned_to="ours/nordwind"):
        teamviewer.console.set_mode("denied_by_policy")
        refused = by_hand(HOST, state="unassigned", accepted={"management_ids": [teamviewer.management_id(HOST)]})
        assert (refused["reason"], refused["outcome"], refused["changed"]) == ("refused", "denied_by_policy", False)
        assert teamviewer.management_id(HOST)


def test_no_secret_stays_anywhere(teamviewer, by_hand, lab, answers):
    """After all of the above: neither in what Ansible said at -vvvv, nor in a file of the control node, nor on a host in a file, log or journal."""
    with teamviewer.installed(HOST) as machine:
        assert by_hand(HOST, assignment_id=teamviewer.console.assignment_id())["changed"] is True
        assert by_hand(HOST, assignment_id=teamviewer.console.assignment_id() + "wrong", adopt=True)["outcome"] == "invalid_id"
        journal = machine.execute("journalctl", "--no-pager", "--output=export")
        secret = teamviewer.console.assignment_id()
        kept = [path for folder in (by_hand.folder, machine.folder / "changes") for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
        assert any(path.name == "TeamViewer15_Logfile.log" for path in kept)
        assert [str(path) for path in kept if secret.encode() in path.read_bytes()] == []
        assert "teamviewerd" in journal
        assert secret not in journal
    assert len(by_hand.output) > 2
    assert secret.startswith("0001CANARY")
    assert [line[:300] for output in by_hand.output for line in output.splitlines() if "0001CANARY" in line] == []
    assert "CANARY" not in teamviewer.console.log()


def _until(happened, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.1)
