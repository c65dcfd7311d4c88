# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import os
from datetime import date

import pytest

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.access.status import Access
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.contract.model import Contract
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.evidence.memory import Memory, Place
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.history.document import history_of
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run.begin import begin
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run.complete import complete
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run.contracts import note_contract
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run.lost import lost_assessment
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run.outcome import reasons_to_fail
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.validate import validator

CONTRACT = Contract(customer="Acme <Ltd>", number="A-1", starts_on=date(2026, 1, 1), products=frozenset(), language="de")


@pytest.fixture
def run(tmp_path):
    return begin(tmp_path, None, ["dns.udp", "access.credentials"], False, os.getpid(), "2.19.0")


def assessed(run, host, reason="logged_in", customer="acme", site=None, status="met", trust_anchor=False):
    made = lost_assessment(run.run, host, customer, "x", site=site)
    made["access"] = Access.because(reason).as_data()
    made["trust_anchor"] = trust_anchor
    for finding in made["findings"]:
        finding.update(status=status, responsible=None if status == "met" else "undetermined")
        finding["caused_by"] = "access.credentials" if status == "unknown" and finding["id"] == "dns.udp" else None
    run.write_assessment(made)


def completed(run, state_dir, hosts, assess_missing):
    with Memory(Place(state_dir)) as memory:
        return complete(run, memory, hosts, assess_missing)


def never(host):
    raise AssertionError(host)


def test_a_complete_run_lists_every_host_and_what_it_came_to(tmp_path, run):
    assessed(run, "a")
    assessed(run, "b", status="unmet")
    note_contract(run, "acme", CONTRACT, {"name": "Example MSP"}, [])
    outcome = completed(run, tmp_path, ["a", "b"], never)
    validator("run").validate(run.run)
    assert run.run["status"] == "complete"
    assert run.run["customers"]["acme"]["hosts"] == ["a", "b"]
    assert run.run["customers"]["acme"]["name"] == "Acme <Ltd>"
    assert (outcome["hosts"], outcome["unmet"], outcome["new"]) == (2, 2, 0)


def test_a_host_that_left_nothing_is_assessed_at_the_end(tmp_path, run):
    assessed(run, "a")
    completed(run, tmp_path, ["a", "gone"], lambda host: assessed(run, host, "not_reached", status="unknown"))
    assert run.run["customers"]["acme"]["hosts"] == ["a", "gone"]
    assert run.read_document("outcome")["lost"] == ["gone"]


def test_what_is_new_is_measured_against_the_run_before(tmp_path, run):
    assessed(run, "a")
    completed(run, tmp_path, ["a"], never)
    second = begin(tmp_path, "second", ["dns.udp", "access.credentials"], False, os.getpid(), "2.19.0")
    assessed(second, "a", status="unmet")
    assert completed(second, tmp_path, ["a"], never)["new"] == 2
    assert history_of(second, "acme")["hosts"]["a"]["run_id"] == "second"


def test_a_site_that_is_gone_is_one_cause(tmp_path, run):
    for host in ("a", "b"):
        assessed(run, host, "connection_timeout", site="hq", status="unknown")
    completed(run, tmp_path, ["a", "b"], never)
    assert run.run["causes"] == [{"id": "site:hq", "customer": "acme", "findings": 4, "hosts": 2}]
    assert {finding["caused_by"] for one in run.read_assessments() for finding in one["findings"]} == {"site:hq"}


def test_problems_of_a_contract_stand_with_the_customer_once(tmp_path, run):
    for host in ("a", "b"):
        assessed(run, host, "contract_invalid", status="unknown")
        note_contract(run, "acme", None, {}, ["maintenance_contract of acme: number is missing"])
    assessed(run, "c", "contract_invalid", customer=None, status="unknown")
    note_contract(run, None, None, {}, ["maintenance_customer is missing"])
    outcome = completed(run, tmp_path, ["a", "b", "c"], never)
    validator("run").validate(run.run)
    assert run.run["customers"]["acme"]["contract_errors"] == ["maintenance_contract of acme: number is missing"]
    assert sorted(outcome["problems"]) == ["maintenance_contract of acme: number is missing", "maintenance_customer is missing"]


def test_an_extra_trust_anchor_on_one_host_marks_the_run(tmp_path, run):
    assessed(run, "a", trust_anchor=True)
    completed(run, tmp_path, ["a"], never)
    assert run.run["trust_anchor"] is True


def test_a_damaged_store_fails_the_run_and_costs_nobody_the_assessment(tmp_path, run):
    (tmp_path / "store.sqlite").write_text("no database " * 100, encoding="utf-8")
    assessed(run, "a")
    outcome = completed(run, tmp_path, ["a"], never)
    assert (outcome["hosts"], run.run["status"]) == (1, "complete")
    assert "the evidence could not be recorded" in "".join(reasons_to_fail(outcome, "never"))
    assert run.read_document("outcome") == outcome
    assert history_of(run, "acme") is None


def test_what_could_not_be_recorded_is_taken_in_by_the_next_run(tmp_path, run):
    store = tmp_path / "store.sqlite"
    store.write_text("no database " * 100, encoding="utf-8")
    assessed(run, "a")
    completed(run, tmp_path, ["a"], never)
    store.unlink()
    second = begin(tmp_path, "second", ["dns.udp", "access.credentials"], False, os.getpid(), "2.19.0")
    assessed(second, "a", status="unmet")
    outcome = completed(second, tmp_path, ["a"], never)
    assert (outcome["damaged"], outcome["new"]) == ([], 2)
    assert {change["before"] for change in history_of(second, "acme")["changes"]["new"]} == {"met"}
