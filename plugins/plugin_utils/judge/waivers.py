# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Waivers: what the contract lets pass for a while. The reason and the data of the finding stay as they were."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.contract.dates import waiver_holds
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.contract.scope import covers
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.verdict import UNMET, WAIVED, Verdict

if TYPE_CHECKING:
    from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.case import Case


def waive(requirement: str, verdict: Verdict, case: Case) -> Verdict:
    """The verdict as a waiver leaves it: only what is unmet can be waived, and only until the end of its last day.

    An expired waiver waives nothing and is named in the data.
    """
    if verdict.status != UNMET or case.contract is None:
        return verdict
    mine = [waiver for waiver in case.contract.waivers if waiver.requirement == requirement and covers(waiver.hosts, case.host, case.groups)]
    if not mine:
        return verdict
    waiver = max(mine, key=lambda one: one.until)
    if not waiver_holds(waiver, case.now.date()):
        return replace(verdict, data={**verdict.data, "waiver_expired_on": waiver.until.isoformat(), "waiver_reason": waiver.reason})
    added = {
        "waived_reason_code": verdict.reason,
        "waiver_reason": waiver.reason,
        "waived_until": waiver.until.isoformat(),
        "given_by": waiver.given_by,
    }
    return replace(verdict, status=WAIVED, data={**verdict.data, **added})
