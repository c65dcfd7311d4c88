# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The table of situations: what was done to a healthy world, and every finding that differs from `healthy` because of it.

A requirement that a situation does not name must come out exactly as on the healthy host.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
import yaml

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils import catalogue
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.registry import REQUIREMENTS
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.validate import validator

FOLDER = Path(__file__).parent / "situations"
ASPECTS = {"severity": "failure", "responsible": None, "caused_by": None}
OPTIONAL = {"detail", "errors", "status", "location", "body"}
"""Values that are not there in every situation; the sentences are made for that."""
NOT_JUDGED_HERE = {"client.installed", "client.registered", "client.permitted", "client.attended", "client.exclusive", "software.other", "agent.monitoring"}
REASONS = yaml.safe_load((Path(catalogue.__file__).parent / "texts" / "en" / "reasons.yml").read_text(encoding="utf-8"))


TABLES = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.yml"))}
SITUATIONS = {f"{name}: {row['situation']}": row for name, table in TABLES.items() for row in table}
HEALTHY = SITUATIONS["healthy: everything is open"]["expect"]


@pytest.fixture(scope="module")
def findings_in(new_world):
    @cache
    def judged(situation):
        world = new_world()
        for where in ("host", "device", "reference", "both"):
            for words in SITUATIONS[situation].get(where, ()):
                world.change(where, words)
        return world.judge()

    return judged


def expected_of(row):
    everywhere = row.get("expect_everywhere")
    usual = {name: everywhere or {"status": finding["status"], "reason": finding["reason"]} for name, finding in HEALTHY.items()}
    return {name: {**ASPECTS, **finding} for name, finding in {**usual, **row.get("expect", {})}.items()}


@pytest.mark.parametrize("situation", SITUATIONS)
def test_every_finding_is_the_expected_one(situation, findings_in):
    findings = findings_in(situation)
    assert list(findings) == list(REQUIREMENTS)
    for finding in findings.values():
        validator("finding").validate(finding)
    for name, expected in expected_of(SITUATIONS[situation]).items():
        data = expected.pop("data", {})
        seen = {aspect: findings[name][aspect] for aspect in expected}
        assert (name, seen) == (name, expected), findings[name]["data"]
        assert (name, {key: findings[name]["data"].get(key) for key in data}) == (name, data)


@pytest.mark.parametrize("situation", SITUATIONS)
def test_every_finding_can_be_said(situation, findings_in):
    """Whoever must act is told what to do, and with values: a dash in the place of a value helps nobody."""
    for finding in (findings_in(situation)[name] for name in HEALTHY):
        text = REASONS[finding["reason"]]
        named = set(re.findall(r"\{([a-z_0-9]+)\}", text["seen"] + text["todo"]))
        assert (finding["reason"], named - set(finding["data"]) - OPTIONAL) == (finding["reason"], set())
        if finding["status"] in ("unmet", "unknown"):
            assert (finding["reason"], text["todo"] != "") == (finding["reason"], True)


def test_the_table_names_every_requirement_that_is_judged_here():
    assert set(HEALTHY) == set(REQUIREMENTS) - NOT_JUDGED_HERE
