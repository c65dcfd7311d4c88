# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from pathlib import Path

import jsonschema
import pytest

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas import validate

FOLDER = Path(validate.__file__).parent
NAMES = sorted(path.stem for path in FOLDER.glob("*.json"))


def _subschemas(schema):
    if isinstance(schema, dict):
        yield schema
        for value in schema.values():
            yield from _subschemas(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from _subschemas(value)


@pytest.mark.parametrize("name", NAMES)
def test_every_schema_is_one(name):
    jsonschema.Draft202012Validator.check_schema(validate.schema(name))
    assert validate.schema(name)["$id"] == f"{name}.json"


@pytest.mark.parametrize("name", NAMES)
def test_every_reference_leads_somewhere(name):
    for subschema in _subschemas(validate.schema(name)):
        if "$ref" in subschema:
            file, _hash, pointer = subschema["$ref"].partition("#")
            inner = validate.schema(file.removesuffix(".json") or name)
            for step in filter(None, pointer.split("/")):
                inner = inner[step]
            assert isinstance(inner, dict)


def test_a_reference_to_another_schema_is_followed():
    assert validate.validator("contract").is_valid({"customer": "x", "number": "1", "language": "de", "starts_on": "2026-01-01", "products": []})
    errors = validate.validator("provider").iter_errors({"name": 7})
    assert [list(error.absolute_path) for error in errors] == [["name"]]


def test_validators_are_made_once():
    assert validate.validator("finding") is validate.validator("finding")
