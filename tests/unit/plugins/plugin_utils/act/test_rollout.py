# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a run keeps of its acts, when a roll-out stops, and what is said at its end."""

from __future__ import annotations

import pytest

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act import records, summary
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.decision import Decision, Refusal
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.look import Look
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.records import Act
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.rollout import Rollout, is_over
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run.store import RunDirectory

ROLES = {"teamviewer": "unattended_client", "atera": "monitoring_agent"}


@pytest.fixture
def run(tmp_path):
    (tmp_path / "run-1").mkdir()
    return RunDirectory(tmp_path / "run-1")


def test_acts_and_looks_come_back_as_they_were(run):
    acts = {"teamviewer": Act(records.FAILED, ("install",), message="full"), "atera": Act(records.REFUSED, reason="busy", data={"run_id": "r"})}
    for product, act in acts.items():
        records.note(run, "mueller", "ERP 01/x", product, act)
    looks = (Look("teamviewer", "running", packages=("teamviewer-host",), values={"managed": True}),)
    records.keep_looks(run, "mueller", "ERP 01/x", looks)
    assert records.acts_of(run, "mueller", "ERP 01/x") == acts
    assert list(records.all_acts(run)) == [("ERP 01/x", "mueller", acts)]
    assert records.looks_of(run, "mueller", "ERP 01/x") == looks
    assert records.looks_of(run, "mueller", "other") is None
    records.keep_looks(run, "mueller", "ERP 01/x", None)
    assert records.looks_of(run, "mueller", "ERP 01/x") is None
    assert records.acts_of(run, "mueller", "other") == {}


def test_what_is_noted_before_anything_is_done():
    assert records.act_of(Decision(permitted=True)).outcome == records.NOTHING_TO_DO
    assert records.act_of(Decision(permitted=True, steps=("install",))) == Act(records.BEGUN, ("install",))
    refused = records.act_of(Decision(permitted=False, refusal=Refusal("downgrade", {"wanted": "1"}, "client.installed")))
    assert (refused.outcome, refused.reason, refused.requirement) == (records.REFUSED, "downgrade", "client.installed")


def acts(**outcomes):
    return [(host, "mueller", {"teamviewer": Act(outcome)}) for host, outcome in outcomes.items()]


@pytest.mark.parametrize(("found", "wave", "over"), [
    (acts(), 0, False),
    (acts(a=records.PROVEN), 1, False),
    (acts(a=records.FAILED), 1, True),
    (acts(a=records.BEGUN), 1, True),  # cut off
    (acts(a=records.ACTED), 1, True),  # not verified
    (acts(a=records.REFUSED), 1, False),
    (acts(z=records.FAILED), 1, False),  # of no earlier wave
    (acts(a=records.PROVEN, b=records.FAILED, c=records.PROVEN), 2, True),
])
def test_when_a_rollout_is_over(run, found, wave, over):
    rollout = Rollout("present", (("a",), ("b", "c"), ("d",)), 10.0)
    assert is_over(rollout, wave, found) is over
    rollout.keep(run)
    assert Rollout.of(run) == rollout


def test_a_stopped_rollout_stays_stopped():
    assert is_over(Rollout("present", (("a",), ("b",)), 100.0, stopped_after=0), 1, acts(a=records.PROVEN))


def test_the_summary_begins_with_what_failed_and_leaves_out_what_did_not_differ():
    found = [
        ("a", "mueller", {"teamviewer": Act(records.PROVEN, ("install", "register")), "atera": Act(records.NOTHING_TO_DO)}),
        ("b", "mueller", {"teamviewer": Act(records.REFUSED, reason="outside_contract", data={"starts_on": "2027-01-01", "ends_on": None})}),
        ("c", "mueller", {"teamviewer": Act(records.FAILED, ("install",), message="disk full")}),
    ]
    lines = summary.lines(found, ROLES, "en")
    assert lines[0] == "c: unattended_client: FAILED (install) disk full"
    assert lines[1].startswith("b: unattended_client: refused. The contract does not run today")
    assert lines[2] == "a: unattended_client: done and verified (install, register)"
    assert len(lines) == 3
    assert summary.lines(found, ROLES, "de")[0].startswith("c: unattended_client: FEHLGESCHLAGEN")
    assert summary.failed_hosts(found) == ["c"]
    assert summary.counts(found) == {"proven": 1, "nothing_to_do": 1, "refused": 1, "failed": 1}
