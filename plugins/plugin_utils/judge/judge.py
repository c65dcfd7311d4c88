# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Judge one host: every selected requirement gives one finding."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.applicability import exclusion
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.fit import fit
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.reasons import Reason
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.registry import REQUIREMENTS, judgement_of
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.requirements import (
    access,
    agent,
    attended,
    client,
    dns,
    endpoints,
    internet,
    software,
    updates,
)
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.same_host import explain
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.sections import held_back, obstacle
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.verdict import MET, PROVIDER, Verdict, unknown
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.waivers import waive

if TYPE_CHECKING:
    from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.case import Case

FAMILIES = (client, attended, software, internet, dns, endpoints, updates, access, agent)
"""The files that register their requirements by being imported."""


def judge(case: Case, requirements: Collection[str] = REQUIREMENTS) -> list[dict]:
    """One finding (schemas/finding.json) for each of the requirements, in the contract's order. Raises nothing for what was observed."""
    verdicts = explain({name: _verdict(name, case) for name in REQUIREMENTS if name in requirements})
    checked_at = case.now.strftime("%Y-%m-%dT%H:%M:%SZ")
    return [_finding(name, waive(name, verdict, case), checked_at) for name, verdict in verdicts.items()]


def _verdict(name: str, case: Case) -> Verdict:
    """An observation that is none (its schema is checked before, this is the second fence) costs its findings, not the run."""
    excluded = exclusion(name, case)
    if excluded is not None:
        return excluded
    try:
        return _judged(name, case)
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        return unknown(Reason.OBSERVATION_INVALID, PROVIDER, error=type(error).__name__)


def _judged(name: str, case: Case) -> Verdict:
    judgement, sections, for_failures = judgement_of(name)
    if not sections:
        return judgement(case)
    verdict = obstacle(case, sections + for_failures)
    if verdict is None:
        verdict = judgement(case)
        verdict = held_back(case, sections if verdict.status == MET else sections + for_failures, verdict)
    if case.limited:
        verdict = replace(verdict, data={**verdict.data, "limited": True})
    return verdict


def _finding(name: str, verdict: Verdict, checked_at: str) -> dict:
    return {
        "id": name,
        "status": verdict.status,
        "severity": verdict.severity,
        "responsible": verdict.responsible,
        "reason": str(verdict.reason),
        "data": fit(verdict.data),
        "caused_by": verdict.caused_by,
        "checked_at": checked_at,
    }
