# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import made_up_fleet
import pytest

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.build import build_report
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.texts.load import catalogue

MADE_UP_REASON = {
    "de": {"seen": "Nicht erreicht: {failed}. Erreicht: {reached} von {needed}.", "todo": "Freigeben: {places}."},
    "en": {"seen": "Not reached: {failed}. Reached: {reached} of {needed}.", "todo": "Open: {places}."},
}


@pytest.fixture(autouse=True)
def made_up_reason(monkeypatch):
    """`made_up_blocked` is a reason of these tests alone: what the judge says in its reasons is not their business."""
    for language, sentences in MADE_UP_REASON.items():
        monkeypatch.setitem(catalogue(language)["reasons"], "made_up_blocked", sentences)


@pytest.fixture
def run():
    return {
        "format": 1,
        "run_id": made_up_fleet.RUN_ID,
        "status": "complete",
        "started_at": made_up_fleet.STARTED_AT,
        "finished_at": made_up_fleet.FINISHED_AT,
        "requirements": made_up_fleet.REQUIREMENTS,
        "trust_anchor": False,
        "customers": made_up_fleet.CUSTOMERS,
        "causes": [],
    }


@pytest.fixture
def customer():
    """The part `customer` of a report, as made from a run's entry."""

    def make(customer_id="mueller", **changes):
        entry = {key: value for key, value in made_up_fleet.CUSTOMERS.get(customer_id, made_up_fleet.CUSTOMERS["mueller"]).items() if key != "hosts"}
        return {"id": customer_id, **entry, **changes}

    return make


@pytest.fixture
def report_of(run, customer):
    """A report on these assessments alone; `run` and `customer` can be changed key by key."""

    def make(assessments=(), history=None, further_hosts=(), run_changes=None, **customer_changes):
        changed = {**run, "customers": {}, **(run_changes or {})}
        return build_report(changed, customer(**customer_changes), assessments, history or {}, "2026-11-22T20:35:00Z", further_hosts)

    return make


@pytest.fixture
def whole_fleet(run, customer):
    """The made-up report of `mueller`: every status, a host never assessed and one assessed before."""
    assessments = [one for one in made_up_fleet.made_up_assessments() if one["customer"] == "mueller"]
    history = {"web10": {"seen_at": made_up_fleet.LAST_SEEN_AT}, "empfang": {"seen_at": made_up_fleet.LAST_SEEN_AT}}
    return build_report(run, customer(), assessments, history, "2026-11-22T20:35:00Z")
