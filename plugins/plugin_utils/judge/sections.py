# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What must be there before a requirement can be judged: access, an observation, its sections whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.access import status as access
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.applicability import NETWORK_DEVICE
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.reasons import Reason
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.verdict import (
    CUSTOMER,
    PROVIDER,
    UNDETERMINED,
    UNMET,
    Verdict,
    unknown,
)

if TYPE_CHECKING:
    from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.case import Case

LOGGED_IN = {access.VALID, access.INSUFFICIENT}

_OURS = {
    access.CONTRACT_INVALID,
    access.NO_WAY_IN,
    access.CONTROL_NODE_UNFIT,
    access.KEY_UNUSABLE,
    access.LOGIN_METHOD_NOT_OFFERED,
    access.TOO_MANY_KEYS,
    access.KERBEROS_TICKET_MISSING,
    access.KERBEROS_UNKNOWN_SERVICE,
    access.POWERSHELL_NEEDS_NEWER_CORE,
    access.INTERNAL_ERROR,
    access.ASSESSMENT_UNREADABLE,
}
"""Reasons for which nobody tried to log in, and which lie on our side."""

_NOTHING_SEEN = {
    access.INTERPRETER_MISSING: (Reason.NO_COLLECTOR, PROVIDER),
    access.INTERPRETER_TOO_OLD: (Reason.NO_COLLECTOR, PROVIDER),
    access.NO_COLLECTOR: (Reason.NO_COLLECTOR, PROVIDER),
    access.PROBE_HUNG: (Reason.PROBE_HUNG, UNDETERMINED),
    # What the customer can do about it stands in their own texts.
    access.CONSTRAINED_LANGUAGE: (access.CONSTRAINED_LANGUAGE, CUSTOMER),
    access.POWERSHELL_TOO_OLD: (access.POWERSHELL_TOO_OLD, CUSTOMER),
    access.SCRIPT_BLOCKED: (access.SCRIPT_BLOCKED, CUSTOMER),
    access.REMOTING_NOT_PERMITTED: (access.REMOTING_NOT_PERMITTED, CUSTOMER),
}


REFUTES_FAILURES = {"proxies"}
"""Sections without which not even a failure is proven: a proxy that was not seen may lead to what the direct way does not reach."""


def no_access(case: Case) -> Verdict | None:
    """Why nothing behind the log-in can be said, else None."""
    if case.access.status in LOGGED_IN:
        return None
    return unknown(Reason.NO_ACCESS, who_must_act(case), caused_by="access.credentials", access_reason=case.access.reason)


def who_must_act(case: Case) -> str:
    """Who must act so that a log-in works."""
    if case.access.reason in _OURS:
        return PROVIDER
    if case.access.reason == access.BASIC_REFUSED:
        return UNDETERMINED
    return {access.MISSING: CUSTOMER, access.REJECTED: CUSTOMER, access.HOST_KEY_CHANGED: PROVIDER}.get(case.access.status, UNDETERMINED)


def obstacle(case: Case, sections: tuple[str, ...]) -> Verdict | None:
    """Why nothing at all can be said from these sections of the observation, else None."""
    locked_out = no_access(case)
    if locked_out is not None:
        return locked_out
    if case.observation is None:
        fallback = (Reason.NO_COLLECTOR if case.device_class == NETWORK_DEVICE else Reason.PROBE_FAILED, PROVIDER)
        reason, responsible = _NOTHING_SEEN.get(case.access.reason, fallback)
        return unknown(reason, responsible, access_reason=case.access.reason, detail=case.access.detail)
    missing = [name for name in sections if name not in case.observation["sections"]]
    return unknown(Reason.SECTION_MISSING, sections=missing) if missing else None


def held_back(case: Case, sections: tuple[str, ...], verdict: Verdict) -> Verdict:
    """Only a proven failure stands when a section was cut off: what was not seen could have been anything."""
    cut = [name for name in sections if case.observation["sections"][name]["complete"] is not True or name in case.observation.get("dropped", {})]
    # What was tried through a proxy comes last, and is what was cut off first.
    refuting = REFUTES_FAILURES | ({"endpoints"} if case.observation.get("proxies") else set())
    if not cut or (verdict.status == UNMET and not refuting.intersection(cut)):
        return verdict
    return unknown(Reason.SECTION_INCOMPLETE, sections=cut, errors=errors(case, cut), deadline=case.observation["deadline"])


def errors(case: Case, sections: list[str]) -> list[str]:
    return [error for name in sections for error in case.observation["sections"][name].get("errors", ())]
