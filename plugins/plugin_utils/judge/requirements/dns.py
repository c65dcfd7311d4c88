# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""`dns.*`: the device's own resolvers answer over UDP and over TCP, and tell the truth."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge import names
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.names import Question, Resolution
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.reasons import Reason
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.registry import requirement
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.replies import TCP, UDP, first_usable
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.trial import ERROR
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.verdict import (
    CONTROL_NODE,
    CUSTOMER,
    Symptom,
    Verdict,
    met,
    unknown,
    unmet,
)

if TYPE_CHECKING:
    from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.case import Case

_WRONG = "wrong"
_UNPROVEN = "unproven"

_REASONS = {
    names.HIJACKED: Reason.DNS_HIJACKED,
    names.SINKHOLE: Reason.DNS_SINKHOLE,
    names.PRIVATE: Reason.DNS_PRIVATE_ADDRESS,
    names.MISSING: Reason.DNS_NAME_MISSING,
}


@requirement("dns.udp", "resolvers", "dns")
def judge_udp(case: Case) -> Verdict:
    return _judge_transport(case, UDP, Reason.DNS_UDP_ANSWERED, Reason.DNS_UDP_SILENT)


@requirement("dns.tcp", "resolvers", "dns")
def judge_tcp(case: Case) -> Verdict:
    return _judge_transport(case, TCP, Reason.DNS_TCP_ANSWERED, Reason.DNS_TCP_SILENT)


@requirement("dns.resolution", "resolvers", "dns")
def judge_resolution(case: Case) -> Verdict:
    """Vendors' names have public addresses and an invented one has none, from every default resolver that answers."""
    return _no_resolver(case) or _judge_names(case)


def _no_resolver(case: Case) -> Verdict | None:
    if case.replies.default_resolvers:
        return None
    if case.replies.only_stub or case.observation["sections"]["resolvers"]["complete"] is not True:
        return unknown(Reason.DNS_UPSTREAMS_UNKNOWN)
    return unmet(Reason.DNS_NO_RESOLVER, CUSTOMER, symptom=Symptom(unreached=True))


def _judge_transport(case: Case, transport: str, answered: Reason, silent: Reason) -> Verdict:
    """Every default resolver sends a well-formed reply to one of our queries, whatever its rcode."""
    obstacle = _no_resolver(case)
    if obstacle is not None:
        return obstacle
    queries = case.replies.queries_of_kind("transport")
    dead, unasked = [], []
    for resolver in case.replies.default_resolvers:
        replies = [reply for query in queries if (reply := case.replies.device(query, resolver, transport)) is not None]
        if all(reply.outcome == ERROR for reply in replies):
            unasked.append(resolver)
        elif first_usable(replies) is None:
            dead.append(next(reply for reply in replies if reply.outcome != ERROR))
    resolvers = case.replies.default_resolvers
    if not dead:
        return unknown(Reason.DNS_NOT_ASKED, resolvers=unasked) if unasked else met(answered, resolvers=resolvers)
    data = {
        "failed": [reply.row() for reply in dead],
        "silent": [reply.resolver for reply in dead],
        "resolvers": resolvers,
        "alive": len(resolvers) - len(dead) - len(unasked),
    }
    if not any(reply.usable and reply.transport == transport for query in queries for reply in case.replies.reference(query)):
        return _no_reference(case, data)
    return unmet(silent, CUSTOMER, symptom=Symptom(silent=frozenset(reply.resolver for reply in dead)), **data)


def _judge_names(case: Case) -> Verdict:
    resolvers = case.replies.default_resolvers
    if not case.names.questions:
        return unknown(Reason.DNS_NOT_ASKED, resolvers=resolvers)
    weighed: dict[str, list[Resolution]] = {_WRONG: [], _UNPROVEN: [], names.UNCLEAR: [], names.RIGHT: []}
    for question in case.names.questions:
        state, told = _weigh(case, question)
        weighed[state].extend(told)
    if weighed[_WRONG]:
        return _wrong(weighed[_WRONG])
    if weighed[_UNPROVEN]:
        return _unproven(case, weighed[_UNPROVEN])
    if weighed[names.UNCLEAR]:
        return unknown(Reason.DNS_UNCLEAR, failed=_rows(weighed[names.UNCLEAR]))
    return met(Reason.DNS_RESOLVES, names=[question.name for question in case.names.questions if question.exists], resolvers=resolvers)


def _weigh(case: Case, question: Question) -> tuple[str, list[Resolution]]:
    """A believed lie counts even beside a right answer; a resolver that fails or is silent only where no other one is right."""
    told = case.names.told(question)
    lies = [one for one in told if one.seen in names.BELIEVED]
    if not lies:
        seen = {one.seen for one in told}
        if names.RIGHT in seen:
            return names.RIGHT, told
        if names.UNCLEAR in seen:
            return names.UNCLEAR, told
    return _WRONG if case.names.right_for_reference(question) else _UNPROVEN, lies or told


def _wrong(wrong: list[Resolution]) -> Verdict:
    seen = {one.seen for one in wrong}
    reason = next((_REASONS[one] for one in _REASONS if one in seen), Reason.DNS_FAILS)
    silent = frozenset(one.resolver for one in wrong) if seen == {names.SILENT} else frozenset()
    return unmet(reason, CUSTOMER, symptom=Symptom(silent=silent), failed=_rows(wrong), **_first(wrong, reason))


def _first(wrong: list[Resolution], reason: Reason) -> dict:
    """The finding that gave the reason, spelled out for the text."""
    one = next((one for one in wrong if _REASONS.get(one.seen) == reason), wrong[0])
    return {"name": one.name, "resolver": one.resolver, **one.details}


def _unproven(case: Case, unproven: list[Resolution]) -> Verdict:
    data = {"failed": _rows(unproven)}
    if not case.reference.online:
        return unknown(Reason.REFERENCE_OFFLINE, caused_by=CONTROL_NODE, **data)
    return unknown(Reason.DNS_FAILS_EVERYWHERE, caused_by=f"endpoint:{unproven[0].name}:53", **data)


def _no_reference(case: Case, data: dict) -> Verdict:
    if not case.reference.online:
        return unknown(Reason.REFERENCE_OFFLINE, caused_by=CONTROL_NODE, **data)
    return unknown(Reason.DNS_CONTROL_NODE_FAILS, caused_by=CONTROL_NODE, **data)


def _rows(resolutions: list[Resolution]) -> list[dict]:
    return [one.row() for one in resolutions]
