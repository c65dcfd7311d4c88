# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A run directory made of the evidence is as good as the one that was recorded."""

from __future__ import annotations

import pytest
from evidence_runs import dead_dns, write_run
from made_up_fleet import finding

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.evidence.erase import erase
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.evidence.record_run import not_recorded, record_run
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.evidence.restore import restore
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.history.document import history_of
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run.store import RunError
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.validate import validator

WAIVED = finding("dns.tcp", "waived", "dns_tcp_silent", responsible="customer", data={
    "given_by": "Jörg Müller", "waiver_reason": "agreed", "waived_until": "2027-01-31", "waived_reason_code": "x",
})  # fmt: skip


def assessments(run):
    return sorted(run.read_assessments(), key=lambda one: one["host"])


def test_it_holds_what_was_recorded(tmp_path, store, key):
    record_run(store, write_run(tmp_path, 1, {"a": [], "b": []}), key)
    recorded = write_run(tmp_path, 2, {"a": [dead_dns()], "b": [WAIVED]})
    record_run(store, recorded, key)
    restored = restore(store, tmp_path / "elsewhere", "run-0002")
    assert assessments(restored) == assessments(recorded)
    assert restored.run == recorded.run
    validator("run").validate(restored.run)
    assert [change["host"] for change in history_of(restored, "mueller")["changes"]["new"]] == ["a"]
    assert not_recorded(store, tmp_path / "elsewhere", but="none") == ([], [])


def test_the_newest_run_is_restored_unless_one_is_named(tmp_path, store, key):
    record_run(store, write_run(tmp_path, 1, {"a": []}), key)
    assert restore(store, tmp_path / "elsewhere").run_id == "run-0001"


def test_slices_become_one_run_and_a_lost_one_is_missing(tmp_path, store, key):
    record_run(store, write_run(tmp_path / "slice1", 1, {"a": []}), key)
    record_run(store, write_run(tmp_path / "slice2", 1, {"b": []}), key)
    record_run(store, write_run(tmp_path / "slice3", 1, {"c": []}, customer="northwind"), key)
    restored = restore(store, tmp_path / "elsewhere", "run-0001")
    assert {customer: entry["hosts"] for customer, entry in restored.run["customers"].items()} == {"mueller": ["a", "b"], "northwind": ["c"]}
    assert restored.run["status"] == "complete"
    assert [one["host"] for one in assessments(restored)] == ["a", "b", "c"]


def test_a_slice_that_broke_off_makes_the_run_partial(tmp_path, store, key):
    record_run(store, write_run(tmp_path / "slice1", 1, {"a": []}), key)
    record_run(store, write_run(tmp_path / "slice2", 1, {"b": []}, status="running"), key)
    run = restore(store, tmp_path / "elsewhere", "run-0001").run
    assert (run["status"], run["finished_at"]) == ("aborted", None)


def test_what_is_there_is_left_alone(tmp_path, store, key):
    recorded = write_run(tmp_path, 1, {"a": []})
    record_run(store, recorded, key)
    before = recorded.path.stat().st_mtime_ns
    assert restore(store, tmp_path, "run-0001").path == recorded.path
    assert recorded.path.stat().st_mtime_ns == before


def test_an_erased_name_stays_erased(tmp_path, store, key):
    record_run(store, write_run(tmp_path, 1, {"a": [WAIVED]}), key)
    erase(store, "mueller", "Jörg Müller")
    restored = restore(store, tmp_path / "elsewhere", "run-0001")
    assert "Jörg" not in "".join(path.read_text() for path in restored.path.rglob("*.json"))
    assert restored.run["customers"]["mueller"]["contact"] == {"name": None, "email": "it@mueller.example"}


@pytest.mark.parametrize("run_id", ["nowhere", None])
def test_what_the_evidence_does_not_hold(tmp_path, store, run_id):
    with pytest.raises(RunError, match="the evidence holds no run"):
        restore(store, tmp_path, run_id)
    assert not list(tmp_path.glob("runs/*"))
