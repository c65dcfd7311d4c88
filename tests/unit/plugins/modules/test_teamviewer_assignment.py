# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The module around the work: what it is given, what it returns, and that the assignment id is in none of it."""

from __future__ import annotations

import json

import pytest
import yaml
from ansible.module_utils.testing import patch_module_args

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.teamviewer.assignment import Failed, Result
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.teamviewer.exit_codes import outcome_of
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.teamviewer.state import State
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.teamviewer.whose import Accepted
from ansible_collections.bauer_group.remote_maintenance.plugins.modules import teamviewer_assignment

SECRET = "0001CANARYChAiMLFghKkR7pLoRztgHC2="
FRESH = State(installed=True, client_id="1122334455", version="15.61.3")
ASSIGNED = FRESH._replace(managed=True, management_id="a-1")
DONE = Result(True, FRESH, ASSIGNED, "unassigned", "srv01", 0, outcome_of(0), 1)


@pytest.fixture
def run(capsys, monkeypatch):
    """The module with these options, over work that ends so; its result, and the wish that it made."""
    def made(ends=DONE, **options):
        wishes = []

        def work(wish):
            wishes.append(wish)
            if isinstance(ends, Exception):
                raise ends
            return ends

        monkeypatch.setattr(teamviewer_assignment, "assign", work)
        monkeypatch.setattr(teamviewer_assignment, "unassign", lambda wish: work(wish)._replace(ownership="ours"))
        with patch_module_args(options), pytest.raises(SystemExit):
            teamviewer_assignment.main()
        told = capsys.readouterr().out
        assert SECRET not in told
        return json.loads(told), wishes

    return made


def test_what_it_returns(run):
    result, _wishes = run(assignment_id=SECRET, alias="srv01")
    assert {name: result[name] for name in ("changed", "client_id", "management_id", "alias", "ownership", "exit_code", "outcome", "attempts")} == {
        "changed": True, "client_id": "1122334455", "management_id": "a-1", "alias": "srv01", "ownership": "unassigned", "exit_code": 0,
        "outcome": "done", "attempts": 1,
    }
    assert result["previous"]["managed"] is False
    assert result["diff"] == {"before": {"assigned": False, "management_id": None}, "after": {"assigned": True, "management_id": "a-1", "alias": "srv01"}}


def test_everything_that_it_returns_is_documented(run):
    documented = yaml.safe_load(teamviewer_assignment.RETURN)
    failure = Failed("refused", f"no {SECRET}", DONE._replace(changed=False))
    found = set(run(assignment_id=SECRET)[0]) | set(run(failure, assignment_id=SECRET)[0])
    assert found - {"changed", "diff", "failed", "msg", "invocation", "exception"} == set(documented)
    assert set(documented["previous"]["contains"]) == set(FRESH.shown())


def test_what_is_wished(run):
    _result, (wish,) = run(
        assignment_id=SECRET, alias="a", adopt=True, reassign=True, retries=2, timeout=30, _ansible_check_mode=True,
        accepted={"management_ids": ["{A-1}"], "owner_names": ["Example IT"]},
    )
    assert wish == (Accepted(("a-1",), ("example it",), ()), SECRET, "a", True, True, 2, 30.0, True)
    _result, (wish,) = run(state="unassigned")
    assert (wish.assignment_id, wish.accepted, wish.check) == ("", Accepted(), False)


@pytest.mark.parametrize(("options", "said"), [
    ({}, "state is assigned but all of the following are missing: assignment_id"),
    ({"assignment_id": f"--{SECRET}"}, "assignment_id is empty, begins with a hyphen"),
    ({"assignment_id": f"{SECRET} x"}, "assignment_id is empty, begins with a hyphen"),
    ({"assignment_id": SECRET, "alias": "a\nb"}, "alias is empty"),
    ({"assignment_id": SECRET, "retries": -1}, "retries is negative"),
    ({"assignment_id": SECRET, "timeout": 0}, "retries is negative, or timeout"),
])
def test_wrong_options(run, options, said):
    result, wishes = run(**options)
    assert (result["failed"], wishes) == (True, [])
    assert result["msg"].startswith(said)


def test_a_failure_says_how_far_it_came(run):
    failure = Failed("refused", f"refused {SECRET}", DONE._replace(changed=False, after=FRESH, exit_status=48, outcome=outcome_of(48)))
    result, _wishes = run(failure, assignment_id=SECRET)
    assert (result["failed"], result["reason"], result["outcome"], result["exit_code"], result["changed"]) == (True, "refused", "denied_by_policy", 48, False)
    assert result["remedy"] == outcome_of(48).remedy


def test_elsewhere_than_on_linux(run, monkeypatch):
    monkeypatch.setattr(teamviewer_assignment.sys, "platform", "darwin")
    result, wishes = run(assignment_id=SECRET)
    assert (result["reason"], wishes) == ("unsupported", [])
