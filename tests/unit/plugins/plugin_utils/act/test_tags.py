# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What --tags and --skip-tags leave of the steps that are missing."""
from __future__ import annotations

import pytest

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.decision import Decision, Refusal
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.tags import are_limiting, limited, run_tags

FRESH = ("install", "start", "register")
GOING = ("unassign", "remove", "forget")


def left(steps, tags=("all",), skipped=()):
    decision = limited(Decision(permitted=True, steps=steps), *run_tags({"ansible_run_tags": list(tags), "ansible_skip_tags": list(skipped)}))
    return decision.steps if decision.permitted else decision.refusal


@pytest.mark.parametrize(("steps", "tags", "skipped", "expected"), [
    (FRESH, ["all"], [], FRESH),
    (FRESH, ["tagged"], [], FRESH),
    (FRESH, ["install", "register"], [], FRESH),
    (FRESH, ["install"], [], ("install", "start")),
    (FRESH, ["install", "verify"], [], ("install", "start")),
    (FRESH, ["all"], ["register"], ("install", "start")),
    (("replace", "register"), ["install"], [], ("replace",)),
    (("register",), ["register"], [], ("register",)),
    (("install", "enrol"), ["install"], [], ("install",)),
    (GOING, ["register"], [], ("unassign",)),
    (("remove", "forget"), ["install"], [], ("remove", "forget")),
    (FRESH, ["verify"], [], FRESH),
    (FRESH, ["register"], [], Refusal("other_steps_first", {"steps": ["install", "start"]})),
    (GOING, ["install"], [], Refusal("other_steps_first", {"steps": ["unassign"]})),
    (("register",), ["install"], [], Refusal("steps_not_chosen", {"steps": ["register"]})),
    (FRESH, ["dns"], [], Refusal("steps_not_chosen", {"steps": list(FRESH)})),
    (FRESH, ["all"], ["install", "register"], Refusal("steps_not_chosen", {"steps": list(FRESH)})),
    (FRESH, ["all"], ["all"], Refusal("steps_not_chosen", {"steps": list(FRESH)})),
    (FRESH, ["install"], ["tagged"], Refusal("steps_not_chosen", {"steps": list(FRESH)})),
    ((), ["dns"], [], ()),
])
def test_steps(steps, tags, skipped, expected):
    assert left(steps, tags, skipped) == expected


def test_without_tags_nothing_is_limited():
    assert run_tags({}) == ({"all"}, frozenset())
    assert [are_limiting(*run_tags({"ansible_run_tags": tags})) for tags in (["all"], ["verify"], ["install"], ["dns"])] == [False, False, True, True]


def test_a_refusal_stays_one():
    refused = Decision(permitted=False, refusal=Refusal("busy"))
    assert limited(refused, ["install"], []) == refused
