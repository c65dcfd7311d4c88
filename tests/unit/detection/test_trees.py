# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Machines as they are met: what is found on them, how it is there and whose it is. One description each in trees/."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.validate import validator

TREES = [(path.stem, name, tree) for path in sorted((Path(__file__).parent / "trees").glob("*.yml")) for name, tree in yaml.safe_load(path.read_text()).items()]


@pytest.mark.parametrize(("file", "name", "tree"), TREES, ids=[f"{file}:{name}" for file, name, tree in TREES])
def test_a_machine_shows_what_it_has(machine, file, name, tree):
    built = machine(tree.get("system", "linux")).build(tree)
    found, errors = built.look()
    rows = built.rows(tree.get("known"))
    shown = [{key: row[key] for key in expected} for row, expected in zip(rows, tree["expect"], strict=False)]
    assert errors == []
    assert [row["product"] for row in rows] == [expected["product"] for expected in tree["expect"]], rows
    assert shown == tree["expect"]
    errors = list(validator("observation").evolve(schema=validator("observation").schema["properties"]["software"]).iter_errors(found))
    assert errors == []


def test_there_are_enough_machines():
    kinds = {(tree.get("system", "linux"), row["product"]) for file, name, tree in TREES for row in tree["expect"]}
    assert len(kinds) >= 25
