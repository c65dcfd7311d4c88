# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What must be said before a run may act, which hosts it then leaves alone, and what goes when it is taken back."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from onboarding_on_the_lab import BOTH, CONSENT, CONTRACT, HOST, KEYRING, NUMBER, OFFICE, SOURCE, act, acts, changed, reports
from scenario import played

ANYDESK = {"product": "anydesk", "provider": "Other IT", "hosts": [HOST], "action": "coexist", "given_by": "Frauke Petersen", "agreed_on": "2026-01-02"}
FREE = str(Path(__file__).with_name("strategy_free.yml"))


class TestGuards:
    """Without these words nothing is even connected to."""

    @pytest.mark.parametrize(
        ("playbook", "customer", "said", "wrong"),
        [
            ("onboard", None, {}, "maintenance_customer"),
            ("offboard", None, {"maintenance_confirm": NUMBER}, "maintenance_customer"),
            ("onboard", "suedhang", {}, "no hosts matched"),
            ("onboard", "nordwind", {"maintenance_host_limit": 1}, "maintenance_host_limit"),
            ("offboard", "nordwind", {}, "maintenance_confirm"),
            ("offboard", "nordwind", {"maintenance_confirm": "MV-2026-0102"}, "maintenance_confirm"),
        ],
        ids=["nobody's", "nobody's, to take back", "another customer's", "more hosts than the ceiling", "not confirmed", "confirmed for another contract"],
    )
    def test_no_host_is_connected_to(self, onboarding, lab, playbook, customer, said, wrong):
        log_ins = lab.log_ins(HOST)
        run = onboarding.run(playbook, host=BOTH, customer=customer, **said)
        assert wrong in run.output
        assert log_ins.connections == 0
        assert not (run.state / "runs").exists() or list((run.state / "runs").iterdir()) == []
        assert run.code != 0 or customer == "suedhang"


REFUSED = {
    "contract over": ({"ends_on": "2026-01-31"}, "outside_contract"),
    "contract not begun": ({"starts_on": "2099-01-01"}, "outside_contract"),
    "an agreement that is over": (
        {"agreements": [{**ANYDESK, "identity": {"namespace": "partner"}, "valid_until": "2026-02-01"}]},
        "foreign_client_not_as_agreed",
    ),
    "an agreement for another identity": (
        {"agreements": [{**ANYDESK, "action": "replace", "identity": {"namespace": "somebody-else"}}]},
        "foreign_client_not_as_agreed",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_host_that_the_contract_rules_out_is_left_alone(onboarding, lab, name):
    terms, reason = REFUSED[name]
    onboarding.contract = {**CONTRACT, **terms}
    onboarding.variables["maintenance_provider"] = {"name": "BAUER GROUP", "company_names": ["BAUER GROUP"], "anydesk_namespaces": ["bauer"]}
    with lab.software(HOST).double("anydesk", "unattended"):
        run = onboarding.run("onboard", "-vvv")
    assert (act(run)["outcome"], act(run)["reason"]) == ("refused", reason), run.output[-3000:]
    assert (run.code, changed(run), played.modules(run.output)) == (0, 0, ["probe"])
    assert onboarding.installed() is None
    assert f"{HOST}: unattended_client: refused" in run.output
    assert reports(run)


@pytest.mark.parametrize("consents", [[], [{**CONSENT, "withdrawn_on": "2026-02-01"}]], ids=["no consent", "withdrawn"])
def test_a_workstation_without_consent_gets_the_attended_client_alone(onboarding, lab, consents):
    onboarding.contract = {**CONTRACT, "consents": consents}
    with lab.quicksupport.on(OFFICE), lab.quicksupport.serving() as archive:
        onboarding.variables |= {"attended_client_url": archive.url, "attended_client_checksum": archive.checksum}
        run = onboarding.run(host=OFFICE)
        done = acts(run, OFFICE)
        assert done["teamviewer-quicksupport"]["outcome"] == "proven", run.output[-3000:]
        assert done["teamviewer"]["outcome"] == "refused"
        assert run.findings(OFFICE)["client.attended"]["status"] == "met"
        again = onboarding.run("onboard", "-vvv", host=OFFICE)
        assert (changed(again, OFFICE), played.modules(again.output)) == (0, ["probe"])
    assert (run.code, again.code, onboarding.installed(OFFICE)) == (0, 0, None)


def test_a_consent_that_was_withdrawn_is_told_and_offboarding_takes_the_client_away(onboarding):
    onboarding.contract = {**CONTRACT, "consents": [CONSENT]}
    assert onboarding.run(host=OFFICE).code == 0
    assert onboarding.installed(OFFICE) is not None
    onboarding.contract = {**CONTRACT, "consents": [{**CONSENT, "withdrawn_on": "2026-02-01"}]}
    told = onboarding.run(host=OFFICE)
    assert (act(told, OFFICE)["outcome"], act(told, OFFICE)["reason"], changed(told, OFFICE)) == ("refused", "consent_withdrawn", 0)
    gone = onboarding.run("offboard", host=OFFICE, maintenance_confirm=NUMBER)
    assert (gone.code, act(gone, OFFICE)["outcome"], onboarding.installed(OFFICE)) == (0, "proven", None), gone.output[-3000:]


def test_check_mode_on_a_fresh_and_on_a_converged_host(onboarding):
    predicted = onboarding.run("onboard", "--check", "--diff")
    assert (predicted.code, act(predicted)["outcome"]) == (0, "predicted"), predicted.output[-3000:]
    assert changed(predicted) > 0
    assert onboarding.installed() is None
    assert [path for path in (SOURCE, KEYRING) if onboarding.machine().path(path).exists()] == []
    assert onboarding.teamviewer.console.devices() == []
    assert onboarding.run().code == 0
    converged = onboarding.run("onboard", "--check", "--diff", "-vvv")
    assert (converged.code, changed(converged), played.modules(converged.output)) == (0, 0, ["probe"])


def test_offboarding_takes_back_what_is_ours_and_does_it_once(onboarding):
    assert onboarding.run().code == 0
    machine = onboarding.machine()
    gone = onboarding.run("offboard", maintenance_confirm=NUMBER)
    assert (gone.code, act(gone)["outcome"]) == (0, "proven"), gone.output[-3000:]
    assert onboarding.installed() is None
    assert [device["account"] for device in onboarding.teamviewer.console.devices()] == [None]
    assert onboarding.hint().get("enrolments", {}) == {}
    assert [path for path in (SOURCE, KEYRING, "/opt/teamviewer") if machine.path(path).exists()] == []
    assert machine.attempt("apt-get", "check").returncode == 0
    twice = onboarding.run("offboard", "-vvv", maintenance_confirm=NUMBER)
    assert (twice.code, changed(twice), act(twice)["outcome"], played.modules(twice.output)) == (0, 0, "nothing_to_do", ["probe"])
    assert reports(twice)


@pytest.mark.parametrize(("mode", "outcome"), [("owner_names", "nothing_to_do"), ("normal", "refused")], ids=["known to be another's", "whose is not known"])
def test_offboarding_leaves_what_is_not_ours(onboarding, teamviewer, mode, outcome):
    onboarding.variables["maintenance_provider"] = {"name": "BAUER GROUP", "company_names": ["BAUER GROUP"]}
    teamviewer.console.set_mode(mode)
    with teamviewer.installed(HOST, assigned_to="other/other"):
        before = teamviewer.management_id(HOST)
        run = onboarding.run("offboard", "-vvv", maintenance_confirm=NUMBER)
        assert (act(run)["outcome"], changed(run), played.modules(run.output)) == (outcome, 0, ["probe"]), run.output[-3000:]
        assert (onboarding.installed(), teamviewer.management_id(HOST), onboarding.owner()) == ("15.61.3", before, "other")
        assert before


def test_two_runs_at_once_on_the_same_host(onboarding, teamviewer):
    teamviewer.console.set_mode("slow", delay=12)
    first = onboarding.start()
    acting = onboarding.playbooks.state / "acting"
    deadline = time.monotonic() + 60
    while not list(acting.rglob("*.json")):
        assert time.monotonic() < deadline
        time.sleep(0.1)
    second = onboarding.run("onboard", "-vvv")
    assert (act(second)["outcome"], act(second)["reason"], changed(second)) == ("refused", "busy", 0), second.output[-3000:]
    assert set(played.modules(second.output)) == {"probe"}
    output, _errors = first.communicate()
    assert first.returncode == 0, output[-3000:]
    teamviewer.console.set_mode("normal")
    third = onboarding.run("onboard", "-vvv")
    assert (third.code, changed(third), act(third)["outcome"]) == (0, 0, "nothing_to_do")


def test_each_host_at_its_own_pace(onboarding):
    onboarding.contract = {**CONTRACT, "consents": [CONSENT]}
    onboarding.used.update((HOST, OFFICE))
    own = {**onboarding.variables, "maintenance_contract": onboarding.contract}
    for expected in ("changes", "nothing"):
        run = onboarding.playbooks.compliance("--limit", BOTH, playbook=FREE, hosts={HOST: own, OFFICE: own})
        assert (run.code, played.failed(run.output)) == (0, []), run.output[-3000:]
        assert [count > 0 for count in played.changed(run.output).values()] == [expected == "changes"] * 2
    assert [onboarding.owner(host) for host in (HOST, OFFICE)] == ["ours", "ours"]
    assert sorted(path.stem for path in (run.folder / "register.hosts" / "nordwind").iterdir()) == [OFFICE, HOST]
