# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""From `maintenance_contract`, as it stands in the inventory, to a checked `Contract`."""

from __future__ import annotations

from datetime import date

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.contract.checks import contradictions
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.contract.errors import ContractError
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.contract.model import Agreement, Consent, Contact, Contract, Hosts, Waiver
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.plain import plain
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.problems import schema_problems


def load_contract(raw: object, where: str) -> Contract:
    """The contract in the value of `maintenance_contract`; `where` is the file or variable that messages shall name.

    Raises ContractError with everything that is wrong with it, whatever the value is.
    """
    data = plain(raw)
    problems = [*schema_problems("contract", data, where), *contradictions(data, where)]
    if problems:
        raise ContractError(problems)
    return Contract(
        customer=data["customer"],
        number=data["number"],
        language=data["language"],
        contact=Contact(**(data.get("contact") or {})),
        starts_on=date.fromisoformat(data["starts_on"]),
        ends_on=_date(data.get("ends_on")),
        products=frozenset(data["products"]),
        consents=tuple(_consent(entry) for entry in data.get("consents") or ()),
        agreements=tuple(_agreement(entry) for entry in data.get("agreements") or ()),
        waivers=tuple(_waiver(entry) for entry in data.get("waivers") or ()),
    )


def _date(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _hosts(entry: dict) -> Hosts:
    return None if entry.get("hosts") is None else tuple(entry["hosts"])


def _consent(entry: dict) -> Consent:
    dates = {"given_on": _date(entry["given_on"]), "withdrawn_on": _date(entry.get("withdrawn_on"))}
    return Consent(**{**entry, **dates, "hosts": _hosts(entry)})


def _agreement(entry: dict) -> Agreement:
    dates = {"agreed_on": _date(entry["agreed_on"]), "valid_until": _date(entry.get("valid_until"))}
    return Agreement(**{**entry, **dates, "hosts": _hosts(entry)})


def _waiver(entry: dict) -> Waiver:
    return Waiver(**{**entry, "until": _date(entry["until"]), "hosts": _hosts(entry)})
