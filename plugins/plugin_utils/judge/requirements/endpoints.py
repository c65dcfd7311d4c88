# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""`endpoints.*`: the vendors' servers that remote maintenance and monitoring need can be reached from the device."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.reach import (
    BLOCKED,
    OUTAGE,
    REACHED,
    UNDECIDED,
    Reach,
    in_state,
    needs,
    reach,
)
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.reasons import Reason
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.registry import requirement
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.trial import DIRECT, NAME_UNANSWERED, place_of
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.verdict import (
    CUSTOMER,
    NOTICE,
    UNDETERMINED,
    Symptom,
    Verdict,
    met,
    unknown,
    unmet,
)

if TYPE_CHECKING:
    from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.case import Case

FOREIGN_PEER = {"intercepted", "wrong_name", "expired", "not_yet_valid"}
OWN_FAULT = {"clock_wrong", "untrusted"}
"""The network is innocent: the machine itself rejects a right certificate. Who lets that be is not known."""


@requirement("endpoints.teamviewer", "endpoints", for_failures=("proxies",))
def judge_teamviewer(case: Case) -> Verdict:
    return judge_endpoints("endpoints.teamviewer", case)


@requirement("endpoints.atera", "endpoints", for_failures=("proxies",))
def judge_atera(case: Case) -> Verdict:
    return judge_endpoints("endpoints.atera", case)


def judge_endpoints(name: str, case: Case) -> Verdict:
    """Every need of the requirement's groups: a proven blockade first, then what is undecided, then what only a weak source asks for."""
    reaches = [reach(case, need) for group in case.catalogue.for_requirement(name) for need in needs(group)]
    if not reaches:
        return unknown(Reason.NO_ENDPOINTS_IN_CATALOGUE)
    sure = [one for one in reaches if one.need.confirmed or one.state == BLOCKED]
    blocked = in_state(sure, BLOCKED)
    if blocked:
        return _blocked(blocked, reaches)
    for state, reason in ((OUTAGE, Reason.ENDPOINTS_DOWN_EVERYWHERE), (UNDECIDED, Reason.ENDPOINTS_NOT_SEEN)):
        open_questions = in_state(sure, state)
        if open_questions:
            return _undecided(reason, open_questions, reaches)
    doubtful = [one for one in reaches if one.state != REACHED]
    if doubtful:
        return unknown(Reason.ENDPOINTS_UNCONFIRMED, severity=NOTICE, caused_by=doubtful[0].caused_by, **_failed(doubtful), **_counts(reaches))
    return _reached(case, reaches)


def _blocked(blocked: list[Reach], reaches: list[Reach]) -> Verdict:
    problems = {one.worst.problem for one in blocked}
    reason = Reason.ENDPOINTS_BLOCKED
    if problems & FOREIGN_PEER:
        reason = Reason.ENDPOINTS_WRONG_PEER
    elif problems <= OWN_FAULT:
        reason = Reason.ENDPOINTS_NOT_TRUSTED
    elif problems == {"unresolved"}:
        reason = Reason.ENDPOINTS_UNRESOLVED
    return unmet(
        reason,
        UNDETERMINED if problems <= OWN_FAULT else CUSTOMER,
        symptom=Symptom(
            unresolved=problems == {"unresolved"},
            misdirected=all(one.worst.misdirected for one in blocked),
            unreached=not in_state(reaches, REACHED) and not problems & (FOREIGN_PEER | OWN_FAULT),
        ),
        **_failed(blocked),
        **_counts(reaches),
    )


def _undecided(reason: Reason, open_questions: list[Reach], reaches: list[Reach]) -> Verdict:
    causes = {one.caused_by for one in open_questions}
    if causes == {"control_node"}:
        reason = Reason.REFERENCE_OFFLINE
    symptom = Symptom(unresolved={one.worst.problem for one in open_questions} <= {"unresolved", NAME_UNANSWERED})
    return unknown(reason, symptom=symptom, caused_by=open_questions[0].caused_by, **_failed(open_questions), **_counts(reaches))


def _reached(case: Case, reaches: list[Reach]) -> Verdict:
    ports = _ports(one.reached_by.endpoint for one in reaches)
    closed = _ports(endpoint for one in reaches for endpoint in _before(one))
    data = {"ports": ports, **_counts(reaches)}
    proxies = {one.reached_by.via for one in reaches} - {DIRECT}
    if proxies:
        proxy = case.attempts.proxies.named(min(proxies))
        return met(Reason.ENDPOINTS_REACHED_BY_PROXY, ports_closed=closed, **proxy, **data)
    if closed:
        return met(Reason.ENDPOINTS_REACHED_BY_OTHER_PORT, ports_closed=closed, **data)
    return met(Reason.ENDPOINTS_REACHED, **data)


def _before(one: Reach) -> tuple[str, ...]:
    """The endpoints that the software would have preferred to the one that was open."""
    return one.need.endpoints[: one.need.endpoints.index(one.reached_by.endpoint)]


def _ports(endpoints: Iterable[str]) -> list[str]:
    """`443/tcp`, in the order of their numbers; TLS runs over TCP, and firewalls know only that."""
    return [f"{port}/tcp" for port in sorted({place_of(endpoint)[1] for endpoint in endpoints})]


def _failed(reaches: list[Reach]) -> dict:
    """How each one failed, and the rules that a firewall's administrator would write for them."""
    return {"failed": [one.worst.row() for one in reaches], "rules": sorted({one.need.rule for one in reaches})}


def _counts(reaches: list[Reach]) -> dict:
    return {"reached": len(in_state(reaches, REACHED)), "needed": len(reaches)}
