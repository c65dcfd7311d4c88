# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run.outcome import POLICIES, Outcome, reasons_to_fail


def assessment(*findings, reason="logged_in"):
    return {
        "host": "a",
        "access": {"reason": reason},
        "findings": [{"id": name, "status": status, "severity": severity} for name, status, severity in findings],
    }


def counted(*findings, before=None, reason="logged_in"):
    outcome = Outcome()
    outcome.count(assessment(*findings, reason=reason), before)
    return outcome


UNMET = ("dns.udp", "unmet", "failure")


def test_notices_and_waivers_count_for_nothing():
    outcome = counted(("a", "unmet", "notice"), ("b", "unknown", "notice"), ("c", "waived", "failure"), ("d", "met", "failure"))
    assert (outcome.unmet, outcome.unknown, outcome.new) == (0, 0, 0)


@pytest.mark.parametrize(
    ("before", "new"),
    [(None, 0), ({}, 1), ({"dns.udp": "met"}, 1), ({"dns.udp": "unknown"}, 1), ({"dns.udp": "waived"}, 1), ({"dns.udp": "unmet"}, 0)],
)
def test_new_is_unmet_now_and_not_at_the_last_run(before, new):
    outcome = counted(UNMET, before=before)
    assert (outcome.unmet, outcome.new) == (1, new)


@pytest.mark.parametrize(
    ("outcome", "failing"),
    [
        (counted(("a", "met", "failure")), set()),
        (counted(("a", "unknown", "failure")), {"unmet_or_unknown"}),
        (counted(UNMET), {"unmet", "unmet_or_unknown"}),
        (counted(UNMET, before={"dns.udp": "met"}), {"new", "unmet", "unmet_or_unknown"}),
        (counted(reason="not_reached"), set(POLICIES)),
        (counted(reason="internal_error"), set(POLICIES)),
        (counted(reason="assessment_unreadable"), set(POLICIES)),
        (counted(reason="credentials_unresolved"), set()),
        (Outcome(hosts=1, problems=["maintenance_contract is wrong"]), set(POLICIES)),
    ],
)
def test_what_fails_under_which_policy(outcome, failing):
    assert {policy for policy in POLICIES if reasons_to_fail(outcome.as_data(), policy)} == failing


def test_lost_hosts_are_named_but_not_by_the_thousand():
    (reason,) = reasons_to_fail(Outcome(hosts=3000, lost=[f"h{number:04}" for number in range(1000)]).as_data(), "never")
    assert "1000 of 3000" in reason
    assert "h0000" in reason
    assert "980 more" in reason
    assert len(reason) < 300
