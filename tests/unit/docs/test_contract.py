# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

"""The examples in docs/ are what the code takes, and its tables name what the schemas know."""

import re
from pathlib import Path

import pytest
import yaml

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.catalogue.load import load_endpoints
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.contract.load import load_contract
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.contract.provider import load_provider
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.plan.settings import Settings, load_settings
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.validate import schema

DOCS = Path(__file__).parents[3] / "docs"
CONTRACT = (DOCS / "contract.md").read_text(encoding="utf-8")
CATALOGUES = (DOCS / "catalogues.md").read_text(encoding="utf-8")


def examples(text):
    return [yaml.safe_load(block) for block in re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)]


def keys_of_tables(text):
    return set(re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE))


def test_the_example_contract_has_every_term():
    (variables,) = [example for example in examples(CONTRACT) if "maintenance_contract" in example]
    raw = variables["maintenance_contract"]
    load_contract(raw, "docs/contract.md")
    assert set(raw) == set(schema("contract")["properties"])
    for terms in ("consent", "agreement", "waiver"):
        assert set(raw[f"{terms}s"][0]) == set(schema("contract")["$defs"][terms]["properties"])


def test_the_example_provider_has_every_key():
    (variables,) = [example for example in examples(CONTRACT) if "maintenance_provider" in example]
    raw = variables["maintenance_provider"]
    assert load_provider(raw) == raw
    assert set(raw) == set(schema("provider")["properties"])


def test_the_example_catalogue_loads():
    (catalogue,) = examples(CATALOGUES)
    assert load_endpoints(None, catalogue["endpoints"]).groups[-1].id == "mueller.rmm_gateway"
    assert set(catalogue["endpoints"][0]) | {"replace"} == set(schema("endpoints")["$defs"]["group"]["properties"])


@pytest.mark.parametrize(
    ("text", "known"),
    [
        (CONTRACT, schema("contract")["properties"]),
        (CONTRACT, schema("contract")["$defs"]["consent"]["properties"]),
        (CONTRACT, schema("contract")["$defs"]["agreement"]["properties"]),
        (CONTRACT, schema("contract")["$defs"]["waiver"]["properties"]),
        (CONTRACT, schema("provider")["properties"]),
        (CATALOGUES, schema("endpoints")["$defs"]["group"]["properties"]),
        (CATALOGUES, schema("endpoints")["$defs"]["entry"]["properties"]),
        (CATALOGUES, schema("settings")["properties"]),
    ],
)
def test_every_key_is_described(text, known):
    assert set(known) <= keys_of_tables(text)


def test_identities_are_described():
    (line,) = [line for line in CONTRACT.splitlines() if line.startswith("| `identity` |")]
    assert all(f"`{key}`" in line for key in schema("contract")["$defs"]["agreement"]["properties"]["identity"]["properties"])


def test_the_described_defaults_are_the_defaults():
    cells = dict(re.findall(r"^\| `(maintenance_\w+)` \| `?(.*?)`? \|", CATALOGUES, re.MULTILINE))
    described = {name: yaml.safe_load(text) for name, text in cells.items() if name not in ("maintenance_links", "maintenance_trust_anchor")}
    assert load_settings(described) == Settings()
