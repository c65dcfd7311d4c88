# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What holds for every product: without a look at the whole of a machine's software nothing is set up, taken away or called gone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act import gate
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.look import Look
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.registry import PRODUCTS
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.view import View
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.contract.model import Contract

MET = ("access.credentials", "access.privilege", "client.permitted", "client.exclusive")
CONTRACT = Contract(customer="Müller", number="A-1", language="de", starts_on=date(2026, 1, 1), products=frozenset({"teamviewer", "atera"}))
AGENT = Look("atera", "running", runs=True, starts_at_boot=True, owner="ours", ownership_reason="account_id", client_id="agent-1")
CLIENT = Look("teamviewer", "running", runs=True, starts_at_boot=True, owner="ours", ownership_reason="register", client_id="1", managed=True)
UNREACHABLE = {"access.credentials": {"id": "access.credentials", "status": "unknown", "reason": "host_unreachable", "data": {}}}


def view(*looks, seen=True, device_class="workstation", findings=(), contract=CONTRACT):
    known = {name: {"id": name, "status": "met", "reason": "any", "data": {}} for name in MET} | dict(findings)
    settings = {name: value for product in PRODUCTS.values() for name, value in product.SETTINGS.items()}
    return View(
        host="h1", device_class=device_class, contract=contract, findings=known, looks=looks, seen=seen, platform={"system": "linux"}, settings=settings,
        now=datetime(2026, 11, 23, tzinfo=UTC),
    )


def reason(refusal):
    return refusal.reason if refusal else None


@pytest.mark.parametrize("state", gate.STATES)
@pytest.mark.parametrize("product", PRODUCTS)
def test_nothing_is_decided_by_what_nobody_looked_at(product, state):
    decision = gate.decide(PRODUCTS[product], view(seen=False), state)
    assert (decision.permitted, reason(decision.refusal)) == (False, "software_not_seen")


def test_an_agent_that_the_contract_does_without_may_be_there_all_the_same():
    unseen = view(seen=False, contract=replace(CONTRACT, products=frozenset({"teamviewer"})))
    assert reason(gate.decide(PRODUCTS["atera"], unseen, "absent").refusal) == "software_not_seen"


@pytest.mark.parametrize("product", PRODUCTS)
def test_what_is_not_meant_for_a_device_wants_no_look_at_it(product):
    decision = gate.decide(PRODUCTS[product], view(seen=False, device_class="network_device"), "absent")
    assert (decision.permitted, decision.concerned) == (True, False)


def test_why_a_log_in_fails_is_said_first():
    assert reason(gate.decide(PRODUCTS["atera"], view(seen=False, findings=UNREACHABLE), "present").refusal) == "host_unreachable"


GONE = [
    (view(), None),
    (view(CLIENT, AGENT), "still_there"),
    (view(seen=False), "software_not_seen"),
    (view(seen=False, findings=UNREACHABLE), "host_unreachable"),
]


@pytest.mark.parametrize("limited", [False, True])
@pytest.mark.parametrize(("seen", "expected"), GONE)
@pytest.mark.parametrize("product", ["teamviewer", "atera"])
def test_what_is_gone_shows_to_who_has_looked(product, seen, expected, limited):
    assert reason(gate.not_proven(PRODUCTS[product], seen, "absent", ("remove",), limited=limited)) == expected


@pytest.mark.parametrize(("seen", "expected"), [(view(CLIENT), None), (view(seen=False), "software_not_seen")])
def test_a_step_that_is_superfluous_now_shows_to_who_has_looked(seen, expected):
    assert reason(gate.not_proven(PRODUCTS["teamviewer"], seen, "present", ("replace",), limited=True)) == expected


def test_what_the_findings_prove_needs_no_more():
    findings = {name: {"id": name, "status": "met", "reason": "any", "data": {}} for name in ("client.installed", "client.registered")}
    assert gate.not_proven(PRODUCTS["teamviewer"], view(seen=False, findings=findings), "present", ("install",), limited=False) is None
