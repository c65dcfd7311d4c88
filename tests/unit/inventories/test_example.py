# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

"""The example inventory uses every term of a contract. That it is valid as a whole is tests/unit/playbooks/test_validate.py's."""

from pathlib import Path

import yaml

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.contract.load import load_contract
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.contract.provider import load_provider
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.inventory.entry import own_variables
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.validate import schema

EXAMPLE = Path(__file__).parents[3] / "inventories" / "example"
VARIABLES = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in (EXAMPLE / "group_vars").glob("*.yml")}
RAW = [variables["maintenance_contract"] for variables in VARIABLES.values() if "maintenance_contract" in variables]
CONTRACTS = [load_contract(raw, "example") for raw in RAW]


def keys(terms):
    return {key for raw in RAW for term in raw.get(terms, ()) for key in term}


def values(name):
    return set(schema("contract")["$defs"][name[0]]["properties"][name[1]]["enum"])


def test_three_customers():
    assert len(CONTRACTS) == 3
    assert {contract.language for contract in CONTRACTS} == {"de", "en"}
    assert {contract.products for contract in CONTRACTS} == {frozenset({"teamviewer", "atera"}), frozenset({"teamviewer"}), frozenset({"atera"})}


def test_every_key_of_a_contract_is_used():
    assert {key for raw in RAW for key in raw} == set(schema("contract")["properties"])
    for name in ("consent", "agreement", "waiver"):
        assert keys(f"{name}s") == set(schema("contract")["$defs"][name]["properties"])


def test_every_kind_of_term_is_used():
    consents = [consent for contract in CONTRACTS for consent in contract.consents]
    agreements = [agreement for contract in CONTRACTS for agreement in contract.agreements]
    assert {consent.source for consent in consents} == values(("consent", "source"))
    assert {agreement.action for agreement in agreements} == values(("agreement", "action"))
    for terms in (consents, [waiver for contract in CONTRACTS for waiver in contract.waivers]):
        assert {term.hosts is None for term in terms} == {True, False}
    assert {consent.withdrawn_on is None for consent in consents} == {True, False}
    assert {agreement.valid_until is None for agreement in agreements} == {True, False}
    assert {contract.ends_on is None for contract in CONTRACTS} == {True, False}


def test_the_provider_is_told_by_everything_that_tells_it():
    assert all(load_provider(VARIABLES["all"]["maintenance_provider"]).values())


def test_hosts_use_every_device_class_and_variable():
    hosts = (EXAMPLE / "hosts.yml").read_text(encoding="utf-8")
    assert all(f"maintenance_device_class: {kind}" in hosts for kind in schema("host_variables")["properties"]["maintenance_device_class"]["enum"])
    used = hosts + "".join(path.read_text(encoding="utf-8") for path in (EXAMPLE / "group_vars").glob("*.yml"))
    assert all(f"{name}:" in used for name in own_variables())
