# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The monitoring agent: what is refused, what is done, and what proves it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act import gate
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.look import Look
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.products import atera
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.view import View
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.contract.model import Contract

ENROLLED = {"product": "atera", "client_id": "agent-1"}
BEGUN = {"product": "atera", "client_id": None}


def finding(requirement, status="met", reason="logged_in", **data):
    return {"id": requirement, "status": status, "reason": reason, "data": data}


def agent(presence="running", owner="ours", boot=True, client_id="agent-1", runs=None):
    runs = presence == "running" if runs is None else runs
    return Look("atera", presence, version="1.8", runs=runs, starts_at_boot=boot, owner=owner, ownership_reason="account_id", client_id=client_id)


def view(*looks, register=(), findings=(), adopt=False, products=("teamviewer", "atera"), device_class="server", ends_on=None, system="linux"):
    access = [finding("access.credentials"), finding("access.privilege")]
    contract = Contract(customer="Müller", number="A-1", language="de", starts_on=date(2026, 1, 1), ends_on=ends_on, products=frozenset(products))
    return View(
        host="h1",
        device_class=device_class,
        contract=contract,
        findings={one["id"]: one for one in (*access, *findings)},
        looks=looks,
        platform={"system": system},
        register=tuple(register),
        adopt=adopt,
        now=datetime(2026, 11, 23, tzinfo=UTC),
    )


def decided(seen, state="present"):
    """Steps, or the reason of a refusal; None where it is none of the product's business."""
    decision = gate.decide(atera, seen, state)
    if not decision.concerned:
        return None
    return decision.steps if decision.permitted else decision.refusal.reason


FOREIGN = agent(owner="foreign")
NOBODY_KNOWS = agent(owner="unknown")
PRESENT = [
    ("fresh", view(), ("install", "enrol")),
    ("ours", view(agent()), ()),
    ("ours, stopped", view(agent("installed")), ("start",)),
    ("ours, not at boot", view(agent(boot=False)), ("start",)),
    ("ours, files without a service", view(agent("installed", boot=None)), ("install", "enrol")),
    ("removed before", view(agent("leftover", owner="unmanaged")), ("install", "enrol")),
    ("foreign", view(FOREIGN), "agent_foreign"),
    ("foreign, to be adopted", view(FOREIGN, adopt=True), "agent_foreign"),
    ("foreign, though it stands in the register", view(FOREIGN, register=[ENROLLED]), "agent_foreign"),
    ("unknown", view(NOBODY_KNOWS), "agent_owner_unknown"),
    ("unknown, to be adopted", view(NOBODY_KNOWS, adopt=True), ("enrol",)),
    ("unknown, installed by us", view(NOBODY_KNOWS, register=[ENROLLED]), ()),
    ("unknown, begun and cut off", view(NOBODY_KNOWS, register=[BEGUN]), ("enrol",)),
    ("unknown, begun and without a number yet", view(agent(owner="unknown", client_id=""), register=[BEGUN]), ()),
    ("begun and cut off before Windows lists it", view(agent(), register=[BEGUN], system="windows"), ("install", "enrol")),
    ("enrolled, and Windows does not list it any more", view(agent(), register=[ENROLLED], system="windows"), ()),
    ("begun, and Windows lists it", view(replace(agent(), programs=(("AteraAgent", "{0}"),)), register=[BEGUN], system="windows"), ("enrol",)),
    ("suspected", view(agent("suspected", owner="unknown")), "agent_suspected"),
    ("another product in the contract", view(products=("teamviewer",)), None),
    ("another product in the contract, an agent all the same", view(agent(), products=("teamviewer",)), "product_not_in_contract"),
    ("network device", view(device_class="network_device"), None),
    ("contract over", view(ends_on=date(2026, 11, 22)), "outside_contract"),
    ("not administrative", view(findings=[finding("access.privilege", "unmet", "not_administrative")]), "not_administrative"),
]
ABSENT = [
    ("nothing", view(), ()),
    ("ours", view(agent(), register=[ENROLLED]), ("remove", "withdraw")),
    ("ours by its account", view(agent()), ("remove",)),
    ("ours, contract over", view(agent(), ends_on=date(2026, 11, 22)), ("remove",)),
    ("ours, no longer in the contract", view(agent(), products=("teamviewer",)), ("remove",)),
    ("foreign", view(FOREIGN), ()),
    ("foreign, once ours", view(FOREIGN, register=[ENROLLED]), ("withdraw",)),
    ("foreign, to be adopted", view(FOREIGN, adopt=True), ()),
    ("unknown", view(NOBODY_KNOWS), "agent_owner_unknown"),
    ("unknown, begun by us", view(NOBODY_KNOWS, register=[BEGUN]), "agent_owner_unknown"),
    ("unknown, by order", view(NOBODY_KNOWS, adopt=True), ("remove",)),
    ("broken off", view(agent("leftover", owner="unmanaged"), register=[ENROLLED]), ("remove", "withdraw")),
    ("left over from somebody", view(agent("leftover", owner="unmanaged")), ()),
    ("gone", view(register=[ENROLLED]), ("withdraw",)),
]


@pytest.mark.parametrize(("seen", "expected"), [row[1:] for row in PRESENT], ids=[row[0] for row in PRESENT])
def test_setting_up(seen, expected):
    assert decided(seen) == expected


@pytest.mark.parametrize(("seen", "expected"), [row[1:] for row in ABSENT], ids=[row[0] for row in ABSENT])
def test_taking_away(seen, expected):
    assert decided(seen, "absent") == expected


MET = finding("agent.monitoring", reason="agent_runs")
OWNER_UNKNOWN = finding("agent.monitoring", "unknown", "agent_owner_unknown", found=[])
WRONG = finding("agent.monitoring", "unmet", "agent_foreign", found=[])


@pytest.mark.parametrize(
    ("seen", "reason"),
    [
        (view(agent(), findings=[MET]), None),
        (view(FOREIGN, findings=[WRONG], register=[ENROLLED]), "agent_foreign"),
        (view(findings=[finding("agent.monitoring", "unmet", "agent_missing")]), "agent_missing"),
        (view(NOBODY_KNOWS, findings=[OWNER_UNKNOWN], register=[BEGUN]), None),
        (view(NOBODY_KNOWS, findings=[OWNER_UNKNOWN]), "agent_owner_unknown"),
        (view(), "not_assessed"),
    ],
)
def test_what_proves_it(seen, reason):
    missing = atera.proven(seen, "present")
    assert (missing.reason if missing else None) == reason


@pytest.mark.parametrize(
    ("seen", "reason"), [(view(), None), (view(FOREIGN), None), (view(agent()), "still_there"), (view(NOBODY_KNOWS), "still_there")]
)
def test_what_proves_its_absence(seen, reason):
    missing = atera.proven(seen, "absent")
    assert (missing.reason if missing else None) == reason


def test_an_adoption_is_told():
    assert atera.details(view(NOBODY_KNOWS, adopt=True), "present") == {"client_id": "agent-1", "programs": [], "adopted": True}
    assert atera.details(view(NOBODY_KNOWS, adopt=True, register=[ENROLLED]), "present")["adopted"] is False
    assert atera.details(view(), "present") == {"client_id": "", "programs": [], "adopted": False}


@pytest.mark.parametrize(("programs", "state", "expected"), [
    ((("AteraAgent", "{0B2D6F5A-93A3-4D58-9E9A-3B7C6F0A1E11}"),), "absent", ("remove",)),
    ((), "absent", "not_removable"),
    # Its own uninstaller would ask, and nobody is there to answer.
    ((("AteraAgent", "AteraAgent"),), "absent", "not_removable"),
    ((), "present", ()),
])
def test_on_windows_it_goes_by_its_uninstaller(programs, state, expected):
    assert decided(view(replace(agent(), programs=programs), system="windows"), state) == expected


def test_windows_is_asked_to_remove_by_product_code_only():
    code = "{0B2D6F5A-93A3-4D58-9E9A-3B7C6F0A1E11}"
    seen = view(replace(agent(), programs=(("AteraAgent", "AteraAgent"), ("AteraAgent", code))), system="windows")
    assert atera.details(seen, "absent")["programs"] == [code]
