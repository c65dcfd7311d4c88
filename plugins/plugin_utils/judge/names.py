# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What one resolver makes of one name: the right thing, a wrong one that programs will believe, or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.dns import addresses
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.replies import TCP, UDP, Replies, Reply, first_usable

if TYPE_CHECKING:
    from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.dns.answer import DnsAnswer

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

    def told(self, replies: Replies, resolver: str) -> Resolution:
        """What `resolver` told the device."""
        return self._read(resolver, {record: _ask(replies, query, resolver) for record, query in self.queries.items()})

    def right_for_reference(self, replies: Replies) -> bool:
        """Whether the control node was told the right thing: that the answers can be right at all."""
        return self._read("reference", {record: first_usable(replies.reference(query)) for record, query in self.queries.items()}).seen == RIGHT

    def _read(self, resolver: str, found: Mapping[str, Reply | None]) -> Resolution:
        return _resolution(self.name, resolver, found) if self.exists else _denial(self.name, resolver, found["a"])


def questions(replies: Replies) -> list[Question]:
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
        return Resolution(name, resolver, SILENT if any(found.values()) else UNCLEAR)
    return _without_address(name, resolver, answers.get("a") or next(iter(answers.values())), len(answers) == len(found))


def _without_address(name: str, resolver: str, answer: DnsAnswer, whole: bool) -> Resolution:
    if answer.rcode == "NXDOMAIN":
        return Resolution(name, resolver, MISSING, {"rcode": answer.rcode})
    if answer.rcode != "NOERROR":
        return Resolution(name, resolver, FAILED, {"rcode": answer.rcode})
    return Resolution(name, resolver, UNCLEAR if answer.truncated or not whole else MISSING)


def _denial(name: str, resolver: str, reply: Reply | None) -> Resolution:
    if reply is None:
        return Resolution(name, resolver, UNCLEAR)
    if not reply.usable:
        return Resolution(name, resolver, SILENT)
    if reply.answer.rcode == "NXDOMAIN":
        return Resolution(name, resolver, RIGHT)
    if reply.answer.addresses:
        return Resolution(name, resolver, HIJACKED, {"address": reply.answer.addresses[0]})
    return Resolution(name, resolver, FAILED if reply.answer.rcode != "NOERROR" else UNCLEAR, {"rcode": reply.answer.rcode})
