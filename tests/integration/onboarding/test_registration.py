# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Onboarding of machines on which TeamViewer is there already, or whose registration is disturbed; and what a rerun makes of it."""
from __future__ import annotations

import json
import os
import time

import pytest
from onboarding_on_the_lab import BOTH, CONSENT, CONTRACT, HINT, HOST, IMPATIENT, OFFICE, act, changed, reports
from scenario import played

LOG = "/var/log/teamviewer15/TeamViewer15_Logfile.log"
REGISTERED = {"outcome": "proven", "steps": ["register"]}


@pytest.fixture
def office(onboarding):
    """The workstation may be accessed unattended: its people have agreed."""
    onboarding.contract = {**CONTRACT, "consents": [CONSENT]}
    onboarding.variables["maintenance_provider"] = {"name": "BAUER GROUP", "company_names": ["BAUER GROUP"]}
    return OFFICE


@pytest.fixture
def there(onboarding, teamviewer):
    """A client without an assignment, with an id."""
    with teamviewer.installed(HOST) as machine:
        yield machine


def shown(run, host=HOST):
    done = act(run, host)
    return {key: done.get(key) for key in ("outcome", "steps")}


def test_a_client_that_is_there_is_registered_alone(onboarding, teamviewer, there):
    """Installed but unassigned; the vendor is slow, and first busy with another assignment."""
    teamviewer.console.set_mode("another_running", times=1, delay=3)
    run = onboarding.run()
    assert (run.code, shown(run)) == (0, REGISTERED), run.output[-3000:]
    assert onboarding.owner() == "ours"
    assert onboarding.hint()["enrolments"]["teamviewer"]["management_id"] == teamviewer.management_id(HOST).strip("{}")

    teamviewer.console.rename(teamviewer.client_id(HOST), "somebody's own name")
    again = onboarding.run("onboard", "-vvv")
    assert (again.code, changed(again), played.modules(again.output)) == (0, 0, ["probe"])
    assert teamviewer.console.device(teamviewer.client_id(HOST))["alias"] == "somebody's own name"


@pytest.mark.parametrize(("mode", "how", "said"), [
    ("down", {}, "no connection to the vendor's cloud"),
    ("denied_by_policy", {}, "an active policy forbids"),
])
def test_a_vendor_that_refuses_and_then_does_not(onboarding, teamviewer, there, mode, how, said):
    onboarding.variables["unattended_client_assignment_retries"] = 1
    teamviewer.console.set_mode(mode, **how)
    run = onboarding.run()
    assert (act(run)["outcome"], onboarding.owner(), reports(run)) == ("failed", None, True), run.output[-3000:]
    assert run.code != 0
    assert said in run.output

    teamviewer.console.set_mode()
    run = onboarding.run()
    assert (run.code, shown(run), onboarding.owner()) == (0, REGISTERED, "ours"), run.output[-3000:]


def test_a_wrong_assignment_id(onboarding, teamviewer, there):
    """The one that was rotated; what the client says of it is repeated without it."""
    right = teamviewer.console.rotate_assignment_id("nordwind")
    run = onboarding.run("onboard", "-vvvv")
    assert run.code != 0
    assert (act(run)["outcome"], onboarding.owner(), reports(run)) == ("failed", None, True)
    assert "the assignment id is invalid" in run.output
    assert "'***' is no valid assignment id" in run.output
    assert [line[:300] for line in run.output.splitlines() if "0001CANARY" in line] == []

    onboarding.variables["maintenance_assignment_id"] = right
    run = onboarding.run()
    assert (run.code, shown(run), onboarding.owner()) == (0, REGISTERED, "ours"), run.output[-3000:]


def test_whose_it_is(onboarding, teamviewer, office):
    """Another partner's client, and one of ours of which no record is left, with a forged note beside it; the second is then adopted."""
    console = teamviewer.console
    console.set_mode("owner_names")
    with teamviewer.installed(HOST, assigned_to="other/other"):
        console.set_mode()
        with teamviewer.installed(office, assigned_to="ours/nordwind") as machine:
            number, management_id = teamviewer.client_id(office), teamviewer.management_id(office).strip("{}")
            machine.execute("mkdir", "-p", os.path.dirname(HINT))
            machine.write(HINT, json.dumps({"format": 1, "enrolments": {"teamviewer": {"management_id": management_id, "client_id": number}}}), 0o600)
            before = console.devices()

            run = onboarding.run(host=BOTH)
            outcomes = {host: (act(run, host)["outcome"], act(run, host)["reason"]) for host in (HOST, office)}
            assert outcomes == {HOST: ("refused", "foreign_client"), office: ("refused", "client_owner_unknown")}, run.output[-3000:]
            assert (console.devices(), changed(run), changed(run, office), reports(run)) == (before, 0, 0, True)

            onboarding.variables["maintenance_adopt"] = True
            run = onboarding.run(host=BOTH)
            assert act(run)["outcome"] == "refused"
            assert shown(run, office) == REGISTERED, run.output[-3000:]
            assert (console.devices(), onboarding.owner(office)) == (before, "ours")

            del onboarding.variables["maintenance_adopt"]
            again = onboarding.run(host=BOTH)
            assert (act(again, office)["outcome"], changed(again, office)) == ("nothing_to_do", 0)


def test_an_adoption_that_the_vendor_denies(onboarding, teamviewer):
    """Nothing on the machine says so, but it is another partner's."""
    onboarding.variables["maintenance_adopt"] = True
    with teamviewer.installed(HOST, assigned_to="other/other"):
        before = teamviewer.console.devices()
        run = onboarding.run()
        assert run.code != 0
        assert (act(run)["outcome"], reports(run), teamviewer.console.devices()) == ("failed", True, before)
        assert "an active policy forbids" in run.output

        del onboarding.variables["maintenance_adopt"]
        run = onboarding.run()
        assert (act(run)["outcome"], teamviewer.console.devices()) == ("refused", before), run.output[-3000:]


def test_a_run_that_is_killed_while_it_registers(onboarding, teamviewer, there):
    """Control node and module die; the client goes on. The next run knows that it had begun, and the vendor proves whose it is."""
    teamviewer.console.set_mode("slow", delay=4)
    process = onboarding.start()
    _until(lambda: there.path(LOG).exists() and "assign: begun" in there.read(LOG), process)
    process.kill()
    program = there.execute("pgrep", "--full", "^/usr/bin/python3 /usr/bin/teamviewer assignment").strip()
    there.execute("kill", "-KILL", there.execute("ps", "-o", "ppid=", program).strip(), program)
    process.communicate()
    teamviewer.console.set_mode()
    teamviewer.wait_for(HOST, "ManagementId")
    devices = teamviewer.console.devices()

    run = onboarding.run()
    assert (run.code, shown(run)) == (0, REGISTERED), run.output[-3000:]
    assert (teamviewer.console.devices(), onboarding.owner()) == (devices, "ours")
    again = onboarding.run()
    assert (again.code, changed(again)) == (0, 0)


def test_the_network_is_lost_while_it_registers(onboarding, teamviewer, there):
    """The host is called lost. Whether its client came through to the vendor meanwhile or not, the next run ends registered."""
    onboarding.variables |= IMPATIENT
    teamviewer.console.set_mode("slow", delay=4)
    process = onboarding.start()
    _until(lambda: there.path(LOG).exists() and "assign: begun" in there.read(LOG), process)
    with onboarding.lab.firewall("nordwind-hq").cut():
        output, errors = process.communicate(timeout=300)
    assert process.returncode == 2, output + errors
    assert "connection to the host was lost" in output
    teamviewer.console.set_mode()

    run = onboarding.run()
    assert (run.code, shown(run), onboarding.owner()) == (0, REGISTERED, "ours"), run.output[-3000:]
    again = onboarding.run()
    assert (again.code, changed(again)) == (0, 0)


def test_an_answer_that_is_lost(onboarding, teamviewer, there):
    teamviewer.console.set_mode("loses_answers", times=1)
    run = onboarding.run()
    assert (run.code, shown(run), onboarding.owner()) == (0, REGISTERED, "ours"), run.output[-3000:]


def test_no_secret_from_the_first_run_to_the_last(onboarding, teamviewer):
    """Onboarding of a fresh machine, a converged run and offboarding, all at -vvvv: nothing keeps the assignment id."""
    secret = teamviewer.console.assignment_id("nordwind")
    machine = onboarding.machine()
    runs = [onboarding.run("onboard", "-vvvv"), onboarding.run("onboard", "-vvvv", "--check", "--diff")]
    journal = machine.execute("journalctl", "--no-pager", "--output=export")
    kept = [path for folder in (onboarding.playbooks.state, machine.folder / "changes") for path in folder.rglob("*") if path.is_file()]
    assert any(path.name == "TeamViewer15_Logfile.log" for path in kept)
    assert any(path.name == "store.sqlite" for path in kept)
    runs.append(onboarding.run("offboard", "-vvvv", maintenance_confirm=CONTRACT["number"]))
    kept += [path for path in onboarding.playbooks.state.rglob("*") if path.is_file()]

    assert [run.code for run in runs] == [0, 0, 0], runs[-1].output[-3000:]
    assert onboarding.installed() is None
    assert secret.startswith("0001CANARY")
    assert [line[:300] for run in runs for line in run.output.splitlines() if "0001CANARY" in line] == []
    assert [str(path) for path in kept if path.exists() and secret.encode() in path.read_bytes()] == []
    assert "teamviewerd" in journal
    assert secret not in journal
    assert secret not in teamviewer.console.log()


def _until(happened, process, seconds: float = 90) -> None:
    deadline = time.monotonic() + seconds
    while not happened():
        assert process.poll() is None, process.communicate()[0][-3000:]
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.1)
