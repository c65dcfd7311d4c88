# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The attended client: on which workstations, and when something differs."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act import gate
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.look import Look
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.products import teamviewer_quicksupport
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.view import View
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.contract.model import Contract

WANTED = "a" * 64
ATTENDED = {"status": "unmet", "reason": "attended_no_link", "data": {}}
AGREED = {"status": "not_applicable", "reason": "unattended_agreed", "data": {}}
MET = {"status": "met", "reason": "attended_client_found", "data": {}}


def client(presence="installed", **values):
    return Look("teamviewer-quicksupport", presence, unattended=False, values=values)


def ours(archive=WANTED, in_menu=True, remains=False):
    return client(archive=archive, in_menu=in_menu, remains=remains)


def view(*looks, attended=None, checksum=WANTED, device_class="workstation", system="linux", products=("teamviewer",), adopt=False):
    found = {name: {"id": name, "status": "met", "reason": "logged_in", "data": {}} for name in ("access.credentials", "access.privilege")}
    contract = Contract(customer="Müller", number="A-1", language="de", starts_on=date(2026, 1, 1), products=frozenset(products))
    return View(
        host="h1",
        device_class=device_class,
        contract=contract,
        findings={**found, "client.attended": {"id": "client.attended", **(attended or ATTENDED)}},
        looks=looks,
        platform={"system": system},
        adopt=adopt,
        settings={"attended_client_checksum": checksum, "attended_client_windows_checksum": checksum if system == "windows" else ""},
        now=datetime(2026, 11, 23, tzinfo=UTC),
    )


def decided(seen, state="present"):
    decision = gate.decide(teamviewer_quicksupport, seen, state)
    if not decision.concerned:
        return None
    return decision.steps if decision.permitted else decision.refusal.reason


PRESENT = [
    ("fresh", view(), ("install",)),
    ("as it should be", view(ours()), ()),
    ("in any form of the checksum", view(ours(), checksum=f"sha256:{WANTED.upper()}"), ()),
    ("another archive", view(ours("b" * 64)), ("install",)),
    ("not in the menu", view(ours(in_menu=False)), ("install",)),
    ("with remains", view(ours(remains=True)), ("install",)),
    ("without a checksum", view(checksum=""), ("install",)),
    ("somebody else's", view(client()), ()),
    ("somebody else's, to be adopted", view(client(), adopt=True), ("install",)),
    ("a person's own copy", view(client("portable")), ("install",)),
    ("consent to unattended access", view(attended=AGREED), None),
    ("consent given later", view(ours(), attended=AGREED), ()),
    ("server", view(device_class="server"), None),
    ("Windows, by its link", view(system="windows", checksum=""), None),
    ("Windows, where it was chosen", view(system="windows"), ("install",)),
    ("Windows, in place", view(ours(), system="windows"), ()),
    ("Windows, no shortcut", view(ours(in_menu=False), system="windows"), ("install",)),
    ("another product in the contract", view(products=("atera",)), None),
]
ABSENT = [
    ("ours", view(ours()), ("remove",)),
    ("nothing", view(), ()),
    ("somebody else's", view(client()), ()),
    ("consent", view(ours(), attended=AGREED), ("remove",)),
]


@pytest.mark.parametrize(("seen", "expected"), [row[1:] for row in PRESENT], ids=[row[0] for row in PRESENT])
def test_setting_up(seen, expected):
    assert decided(seen) == expected


@pytest.mark.parametrize(("seen", "expected"), [row[1:] for row in ABSENT], ids=[row[0] for row in ABSENT])
def test_taking_away(seen, expected):
    assert decided(seen, "absent") == expected


@pytest.mark.parametrize(
    ("state", "seen", "reason"),
    [
        ("present", view(ours(), attended=MET), None),
        ("present", view(), "attended_no_link"),
        ("present", view(attended=AGREED), None),
        ("absent", view(), None),
        ("absent", view(client()), None),
        ("absent", view(ours()), "still_there"),
    ],
)
def test_what_proves_it(state, seen, reason):
    missing = teamviewer_quicksupport.proven(seen, state)
    assert (missing.reason if missing else None) == reason
