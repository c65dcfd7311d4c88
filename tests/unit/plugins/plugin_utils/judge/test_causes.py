# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.causes import common_causes
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.validate import validator

SOME = ("internet.http", "internet.https", "access.credentials", "access.privilege")


def host(new_world, name, site="hq", reason="connection_timeout", customer="mueller", offline=False, **more):
    world = new_world()
    world.log_in(reason, **more)
    if offline:
        world.change("reference", {"block": "*"}).change("reference", {"lookup": "*", "answer": "timeout"})
    access = world.access.as_data()
    return {"host": name, "customer": customer, "site": site, "access": access, "findings": list(world.judge(SOME).values())}


def causes_of(*assessments):
    causes, changed = common_causes(iter(assessments))
    for cause in causes:
        validator("run").evolve(schema={"$ref": "run.json#/$defs/cause"}).validate(cause)
    return {(cause["customer"], cause["id"]): (cause["findings"], cause["hosts"]) for cause in causes}, changed


def test_a_site_of_which_nothing_was_reached_is_one_cause(new_world):
    causes, changed = causes_of(host(new_world, "a"), host(new_world, "b"))
    assert causes == {("mueller", "site:hq"): (8, 2)}
    assert [assessment["host"] for assessment in changed] == ["a", "b"]
    for assessment in changed:
        for finding in assessment["findings"]:
            assert finding["caused_by"] == "site:hq"


@pytest.mark.parametrize("other", [{"reason": "logged_in"}, {"reason": "credentials_rejected"}, {"reason": "host_key_changed"}, {"reason": "become_failed"}])
def test_one_host_that_answered_shows_that_the_line_works(new_world, other):
    causes, changed = causes_of(host(new_world, "a"), host(new_world, "b"), host(new_world, "c", **other))
    assert (causes, changed) == ({}, [])


@pytest.mark.parametrize("other", [{"reason": "credentials_missing"}, {"reason": "credentials_rejected_before"}, {"reason": "not_reached"}])
def test_a_host_that_nobody_tried_shows_nothing(new_world, other):
    causes, _changed = causes_of(host(new_world, "a"), host(new_world, "b"), host(new_world, "c", attempted=False, **other))
    assert list(causes) == [("mueller", "site:hq")]


def test_one_unreachable_host_is_no_site(new_world):
    assert causes_of(host(new_world, "a"), host(new_world, "b", site="branch")) == ({}, [])


def test_hosts_without_a_site_have_no_common_line(new_world):
    assert causes_of(host(new_world, "a", site=None), host(new_world, "b", site=None)) == ({}, [])


def test_sites_of_the_same_name_belong_to_their_customers(new_world):
    assert causes_of(host(new_world, "a"), host(new_world, "b", customer="schmidt")) == ({}, [])


def test_an_offline_control_node_is_the_cause_before_any_site(new_world):
    causes, changed = causes_of(host(new_world, "a", offline=True), host(new_world, "b", offline=True))
    assert causes == {("mueller", "control_node"): (8, 2)}
    assert [finding["caused_by"] for finding in changed[0]["findings"] if finding["status"] == "unknown"] == ["control_node"] * 4


def test_an_outage_is_counted_for_each_customer_by_itself(new_world):
    world = new_world()
    world.change("both", {"block": "webapi.teamviewer.com:*"})
    findings = list(world.judge().values())
    access = world.access.as_data()
    hosts = [{"host": name, "customer": customer, "site": None, "access": access, "findings": findings} for name, customer in ("am", "bm", "cs")]
    causes, changed = causes_of(*hosts)
    outage = "endpoint:webapi.teamviewer.com:443"
    assert causes == {("m", outage): (2, 2), ("s", outage): (1, 1)}
    assert changed == []
