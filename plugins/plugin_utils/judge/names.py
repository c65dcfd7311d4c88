# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What one resolver makes of one name: the right thing, a wrong one that programs will believe, or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.dns import addresses
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.replies import TCP, UDP, Replies, Reply, first_usable
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.trial import ERROR

if TYPE_CHECKING:
    from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.dns.answer import DnsAnswer
    from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.case import Case

RIGHT = "right"
SINKHOLE = "sinkhole"
PRIVATE = "private"
MISSING = "missing"
HIJACKED = "hijacked"
FAILED = "failed"
SILENT = "silent"
UNCLEAR = "unclear"

BELIEVED = {SINKHOLE, PRIVATE, MISSING, HIJACKED}
"""Wrong answers that a program takes for right ones, so that it asks no other resolver."""

_KINDS = {addresses.UNSPECIFIED: SINKHOLE, addresses.LOOPBACK: SINKHOLE}


@dataclass(frozen=True)
class Resolution:
    """`seen` is a constant of this file; `details` are more keys for the finding's rows."""

    name: str
    resolver: str
    seen: str
    details: Mapping = field(default_factory=dict)

    def row(self) -> dict:
        return {"name": self.name, "resolver": self.resolver, "outcome": self.seen, **self.details}


@dataclass(frozen=True)
class Question:
    """One name that every default resolver was asked for: a vendor's that must exist, or an invented one that must not.

    `queries` maps record types (`a`, `aaaa`) to the plan's query ids.
    """

    name: str
    exists: bool
    queries: Mapping[str, str]

    def read(self, resolver: str, found: Mapping[str, Reply | None]) -> Resolution:
        """What the replies of one resolver, by record type, say of the name."""
        return _resolution(self.name, resolver, found) if self.exists else _denial(self.name, resolver, found["a"])


class Names:
    """What the device's default resolvers and the control node's make of the plan's names."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._told: dict[str, list[Resolution]] = {}

    @cached_property
    def questions(self) -> list[Question]:
        return _questions(self._case.replies)

    def told(self, question: Question) -> list[Resolution]:
        """What each default resolver told the device."""
        if question.name not in self._told:
            self._told[question.name] = [
                question.read(resolver, {record: _ask(self._case.replies, query, resolver) for record, query in question.queries.items()})
                for resolver in self._case.replies.default_resolvers
            ]
        return self._told[question.name]

    def right_for_reference(self, question: Question) -> bool:
        """Whether the control node was told the right thing: that the answers can be right at all."""
        found = {record: first_usable(self._case.replies.reference(query)) for record, query in question.queries.items()}
        return question.read("reference", found).seen == RIGHT

    @cached_property
    def failing(self) -> bool:
        """Name resolution is proven not to work for programs: nobody to ask, nobody who replies over UDP, or no vendor's name right.

        So a program's missing answer is no accident of the moment, such as a resolver that drops a burst of questions.
        """
        sections = self._case.observation["sections"]
        if any(sections.get(name, {}).get("complete") is not True for name in ("resolvers", "dns")):
            return False
        if not self._case.replies.default_resolvers:
            return not self._case.replies.only_stub
        if self._case.replies.silent_over(UDP):
            return True
        seen = {one.seen for question in self.questions if question.exists for one in self.told(question)}
        return bool(seen) and not seen & {RIGHT, UNCLEAR}

    def right_from_all(self, name: str) -> bool:
        """Whether every default resolver told the device the right thing of this vendor's name."""
        asked = next((question for question in self.questions if question.exists and question.name == name), None)
        told = self.told(asked) if asked is not None else []
        return bool(told) and all(one.seen == RIGHT for one in told)


def _questions(replies: Replies) -> list[Question]:
    """The plan's queries for vendors' names (`resolve:<name>:<type>`) and for invented ones (`nxdomain:<name>`)."""
    vendors: dict[str, dict[str, str]] = {}
    for query in replies.queries_of_kind("resolve"):
        name, _colon, record = query.partition(":")[2].rpartition(":")
        vendors.setdefault(name, {})[record] = query
    invented = {query.partition(":")[2]: query for query in replies.queries_of_kind("nxdomain")}
    return [
        *(Question(name, True, queries) for name, queries in vendors.items()),
        *(Question(name, False, {"a": query}) for name, query in invented.items()),
    ]


def _ask(replies: Replies, query: str, resolver: str) -> Reply | None:
    """Over UDP, and over TCP where UDP brought nothing or not all of it."""
    udp = replies.device(query, resolver, UDP)
    if udp is not None and udp.usable and (udp.answer.addresses or not udp.answer.truncated):
        return udp
    tcp = replies.device(query, resolver, TCP)
    return first_usable((tcp, udp)) or udp or tcp


def _resolution(name: str, resolver: str, found: Mapping[str, Reply | None]) -> Resolution:
    answers = {record: reply.answer for record, reply in found.items() if reply is not None and reply.usable}
    given = [address for answer in answers.values() for address in answer.addresses]
    wrong = [address for address in given if addresses.kind(address) != addresses.PUBLIC]
    if wrong:
        return Resolution(name, resolver, _KINDS.get(addresses.kind(wrong[0]), PRIVATE), {"address": wrong[0]})
    if given:
        return Resolution(name, resolver, RIGHT)
    if not answers:
        return Resolution(name, resolver, SILENT if any(map(_was_sent, found.values())) else UNCLEAR)
    return _without_address(name, resolver, answers.get("a") or next(iter(answers.values())), len(answers) == len(found))


def _was_sent(reply: Reply | None) -> bool:
    return reply is not None and reply.outcome != ERROR


def _without_address(name: str, resolver: str, answer: DnsAnswer, whole: bool) -> Resolution:
    if answer.rcode == "NXDOMAIN":
        return Resolution(name, resolver, MISSING, {"rcode": answer.rcode})
    if answer.rcode != "NOERROR":
        return Resolution(name, resolver, FAILED, {"rcode": answer.rcode})
    return Resolution(name, resolver, UNCLEAR if answer.truncated or not whole else MISSING)


def _denial(name: str, resolver: str, reply: Reply | None) -> Resolution:
    if not _was_sent(reply):
        return Resolution(name, resolver, UNCLEAR)
    if not reply.usable:
        return Resolution(name, resolver, SILENT)
    if reply.answer.rcode == "NXDOMAIN":
        return Resolution(name, resolver, RIGHT)
    if reply.answer.addresses:
        return Resolution(name, resolver, HIJACKED, {"address": reply.answer.addresses[0]})
    return Resolution(name, resolver, FAILED if reply.answer.rcode != "NOERROR" else UNCLEAR, {"rcode": reply.answer.rcode})
