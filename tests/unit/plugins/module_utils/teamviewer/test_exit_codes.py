# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""All three sets of exit codes mean the same, and only what time can mend is tried again."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as some

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.teamviewer.exit_codes import OUTCOMES, outcome_of

NAMES = {
    400: "invalid_id", 401: "not_running", 402: "incompatible", 403: "no_connection", 404: "another_running", 405: "timeout",
    406: "unknown_error", 407: "access_denied", 408: "denied_by_policy", 409: "already_assigned",
}


@pytest.mark.parametrize(("code", "name"), NAMES.items())
def test_three_sets(code, name):
    assert {outcome_of(status).name for status in (code, code - 360, code & 0xFF)} == {name}


@pytest.mark.parametrize(("code", "name"), [(0, "done"), (1, "bad_arguments"), (2, "signature_error"), (3, "not_installed"), (4, "cloud_unverified")])
def test_low_codes(code, name):
    assert outcome_of(code).name == name


def test_only_what_time_can_mend_is_tried_again():
    assert {outcome.name for outcome in OUTCOMES if outcome.retry} == {"cloud_unverified", "no_connection", "another_running", "timeout", "unknown_error"}


def test_a_program_that_was_ended_may_be_tried_again():
    assert (outcome_of(None).name, outcome_of(None).retry) == ("no_answer", True)


def test_every_refusal_has_a_remedy():
    assert [outcome.name for outcome in OUTCOMES if not outcome.remedy] == ["done", "already_assigned"]
    assert all(outcome.meaning and re.fullmatch("[a-z_]+", outcome.name) for outcome in OUTCOMES)


@given(some.integers(-300, 100_000))
def test_any_status_has_an_outcome(status):
    known = {0, 1, 2, 3, 4, *range(40, 50), *range(144, 154), *range(400, 410)}
    outcome = outcome_of(status)
    assert (outcome.name == "undocumented") is (status not in known)
    assert status in known or (outcome.code == status and not outcome.retry and outcome.remedy)
