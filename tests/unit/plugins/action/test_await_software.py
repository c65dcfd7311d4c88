# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Waiting for a state: looks again until it is there or the time is up, whatever goes wrong with one look."""

from __future__ import annotations

import pytest
from ansible.errors import AnsibleConnectionFailure

from ansible_collections.bauer_group.remote_maintenance.plugins.action import await_software
from ansible_collections.bauer_group.remote_maintenance.plugins.action.await_software import ActionModule

ROW = {"product": "atera", "presence": "running", "ownership": "ours", "ownership_reason": "account_id", "client_id": "agent-1", "version": None, "details": {}}
OTHER = {**ROW, "product": "teamviewer"}


NOTHING = {"products": [OTHER], "complete": True}


def seen(**changes):
    return {"products": [OTHER, {**ROW, **changes}], "complete": True}


@pytest.fixture
def told(monkeypatch):
    """`told(look, look, ...)`: what the action says where the machine shows one after the other; the last for ever. A clock that a pause moves on."""

    def run(*looks, state="running"):
        clock = [0.0]
        monkeypatch.setattr(await_software.time, "monotonic", lambda: clock[0])
        monkeypatch.setattr(await_software.time, "sleep", lambda seconds: clock.__setitem__(0, clock[0] + seconds))
        left = list(looks)

        def look(self, arguments, task_vars):
            found = left.pop(0) if len(left) > 1 else left[0]
            if isinstance(found, Exception):
                raise found
            return found

        monkeypatch.setattr(ActionModule, "look", look)
        result = object.__new__(ActionModule).work({"product": "atera", "seconds": 10.0, "state": state}, {})
        return result, clock[0]

    return run


def test_ready_at_once(told):
    result, waited = told(seen())
    assert ("failed" in result, result["client_id"], result["ownership"], waited) == (False, "agent-1", "ours", 0)


def test_ready_in_the_end(told):
    looks = [NOTHING, seen(presence="installed"), AnsibleConnectionFailure("gone"), {"failed": True, "msg": "no"}, seen(client_id=None), seen()]
    result, waited = told(*looks)
    assert ("failed" in result, result["client_id"], waited) == (False, "agent-1", 10)


def test_one_without_a_number_runs_all_the_same(told):
    result, waited = told(seen(client_id=None))
    assert ("failed" in result, result["presence"], result["client_id"], waited) == (False, "running", None, 10)


@pytest.mark.parametrize(
    ("look", "said", "lost"),
    [
        (NOTHING, "atera does not run 10 s after it was set up; what was found of it: nothing", None),
        (seen(presence="installed"), "atera does not run 10 s after it was set up; what was found of it: installed", None),
        ({"failed": True, "msg": "The probe failed: x"}, "The probe failed: x", None),
        (AnsibleConnectionFailure("secret words of ssh"), await_software.LOST, True),
    ],
)
def test_what_does_not_run_is_a_failure(told, look, said, lost):
    result, waited = told(look)
    assert (result["failed"], result["msg"], result.get("lost_contact"), waited) == (True, said, lost, 10)


@pytest.mark.parametrize(("look", "presence", "ownership"), [
    (NOTHING, None, None),
    (seen(presence="installed", ownership="foreign", client_id=None), "installed", "foreign"),
])
def test_whatever_there_is_of_it(told, look, presence, ownership):
    result, waited = told(look, state="any")
    assert ("failed" in result, result["presence"], result["ownership"], waited) == (False, presence, ownership, 0)


def test_what_could_not_be_looked_for_is_a_failure_all_the_same(told):
    result, waited = told({"failed": True, "msg": "no"}, {"failed": True, "msg": "no"}, {**NOTHING, "complete": False}, NOTHING, state="any")
    assert ("failed" in result, waited) == (False, 6)
    result, _waited = told({**NOTHING, "complete": False}, state="any")
    assert (result["failed"], "not complete" in result["msg"]) == (True, True)
    result, _waited = told(AnsibleConnectionFailure("gone"), state="any")
    assert (result["failed"], result["lost_contact"]) == (True, True)
