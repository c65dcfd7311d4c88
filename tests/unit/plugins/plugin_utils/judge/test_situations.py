# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The table of situations: what was done to a healthy world, and every finding that differs from `healthy` because of it.

A requirement that a situation does not name must come out exactly as on the healthy host.
"""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.registry import REQUIREMENTS
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.validate import validator

FOLDER = Path(__file__).parent / "situations"
ASPECTS = {"severity": "failure", "responsible": None, "caused_by": None}
NOT_JUDGED_HERE = {"client.installed", "client.registered", "client.permitted", "client.attended", "client.exclusive", "software.other", "agent.monitoring"}


def situations():
    tables = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.yml"))}
    return [pytest.param(row, id=f"{name}: {row['situation']}") for name, table in tables.items() for row in table]


HEALTHY = yaml.safe_load((FOLDER / "healthy.yml").read_text(encoding="utf-8"))[0]["expect"]


def expected_of(row):
    everywhere = row.get("expect_everywhere")
    usual = {name: everywhere or {"status": finding["status"], "reason": finding["reason"]} for name, finding in HEALTHY.items()}
    return {name: {**ASPECTS, **finding} for name, finding in {**usual, **row.get("expect", {})}.items()}


@pytest.mark.parametrize("row", situations())
def test_every_finding_is_the_expected_one(row, world):
    for where in ("host", "device", "reference", "both"):
        for words in row.get(where, ()):
            world.change(where, words)
    findings = world.judge()
    assert list(findings) == list(REQUIREMENTS)
    for finding in findings.values():
        validator("finding").validate(finding)
    for name, expected in expected_of(row).items():
        data = expected.pop("data", {})
        seen = {aspect: findings[name][aspect] for aspect in expected}
        assert (name, seen) == (name, expected), findings[name]["data"]
        assert (name, {key: findings[name]["data"].get(key) for key in data}) == (name, data)


def test_the_table_names_every_requirement_that_is_judged_here():
    assert set(HEALTHY) == set(REQUIREMENTS) - NOT_JUDGED_HERE
