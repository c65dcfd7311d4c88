# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""`access.*`: valid credentials for administrative access are with us."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.access import status as access
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.reasons import Reason
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.registry import requirement
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.sections import LOGGED_IN, no_access, who_must_act
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.verdict import (
    CONTROL_NODE,
    CUSTOMER,
    PROVIDER,
    UNDETERMINED,
    Verdict,
    met,
    unknown,
    unmet,
)

if TYPE_CHECKING:
    from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.case import Case

UNPROVEN = {access.BECOME_FAILED, access.BECOME_NEEDS_TTY, access.BECOME_NOT_INSTALLED}
"""Becoming administrator failed, but not because the account was refused: our own settings may be as wrong as the machine's."""


@requirement("access.credentials")
def judge_credentials(case: Case) -> Verdict:
    """Log-in works. Missing and refused credentials are the customer's to supply; an unreachable host proves nothing."""
    seen = case.access
    if seen.status in LOGGED_IN:
        return met(Reason.LOGGED_IN)
    if seen.status in (access.MISSING, access.REJECTED):
        return unmet(seen.reason, who_must_act(case), since=seen.since, detail=seen.detail)
    offline = seen.status == access.UNREACHABLE and not case.reference.online
    return unknown(seen.reason, who_must_act(case), caused_by=CONTROL_NODE if offline else None, detail=seen.detail)


@requirement("access.privilege")
def judge_privilege(case: Case) -> Verdict:
    """The account is root, administrator, or has privilege 15. Where the machine told, its word counts."""
    seen = case.access
    locked_out = no_access(case)
    if locked_out is not None:
        return locked_out
    if seen.status == access.INSUFFICIENT and seen.reason != access.NOT_ADMINISTRATIVE:
        return unmet(seen.reason, UNDETERMINED if seen.reason in UNPROVEN else CUSTOMER, detail=seen.detail)
    if seen.become is not None:
        return unmet(seen.become, UNDETERMINED if seen.become in UNPROVEN else CUSTOMER, access_reason=seen.reason)
    privilege = (case.observation or {}).get("privilege")
    if privilege is not None:
        if privilege["administrative"] is True:
            return met(Reason.ADMINISTRATIVE, account=privilege["account"], confined=privilege.get("confined"))
        return unmet(access.NOT_ADMINISTRATIVE, CUSTOMER, account=privilege["account"])
    if seen.privileged is None:
        return unknown(Reason.PRIVILEGE_NOT_SEEN, PROVIDER, access_reason=seen.reason)
    return met(Reason.ADMINISTRATIVE) if seen.privileged else unmet(access.NOT_ADMINISTRATIVE, CUSTOMER)
