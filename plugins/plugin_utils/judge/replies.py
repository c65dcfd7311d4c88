# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the resolvers replied: the device's default ones, and the control node's."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import TYPE_CHECKING

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.dns.answer import DnsAnswer, read_answer
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.trial import ERROR

if TYPE_CHECKING:
    from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.case import Case

UDP = "udp"
TCP = "tcp"
MALFORMED = "malformed"


@dataclass(frozen=True)
class Reply:
    """One query to one resolver (`address:port` as `resolver`). `answer` is None where nothing came back or no DNS did;
    then `outcome` says what happened: an outcome of the observation or `malformed`.
    """

    query: str
    resolver: str
    transport: str
    outcome: str
    answer: DnsAnswer | None

    @property
    def usable(self) -> bool:
        return self.answer is not None

    def row(self) -> dict:
        return {"resolver": self.resolver, "outcome": self.outcome}


class Replies:
    """All replies of one case, read when they are asked for."""

    def __init__(self, case: Case) -> None:
        self._case = case

    @cached_property
    def queries(self) -> dict[str, bytes]:
        """Every query that the plan asked: its id to its packet."""
        return {query["id"]: base64.b64decode(query["packet"]) for query in self._case.plan.get("dns_queries", ())}

    def queries_of_kind(self, kind: str) -> list[str]:
        """The ids of the plan's queries of one kind: `transport`, `resolve` or `nxdomain`."""
        return [query for query in self.queries if query.partition(":")[0] == kind]

    @cached_property
    def default_resolvers(self) -> list[str]:
        """The resolvers that the device asks for any name, each once, in the device's order."""
        return list(dict.fromkeys(_label(one["address"], one["port"]) for one in self._configured if one["scope"] == "default"))

    @cached_property
    def only_stub(self) -> bool:
        """A local forwarder is configured, but not where it forwards to."""
        return not self.default_resolvers and any(one["scope"] == "stub" for one in self._configured)

    @property
    def _configured(self) -> Iterator[Mapping]:
        return (one for one in self._case.observation["resolvers"] if one["source"] != "requested")

    @cached_property
    def _by_query(self) -> dict[tuple[str, str, str], Mapping]:
        return {
            (result["query"], _label(result["resolver"], result["port"]), result["transport"]): result
            for result in self._case.observation.get("dns", ())
        }

    def device(self, query: str, resolver: str, transport: str) -> Reply | None:
        """What the resolver replied to the device; None where it was not asked."""
        result = self._by_query.get((query, resolver, transport))
        return None if result is None else self._read(result)

    def silent_over(self, transport: str) -> bool:
        """Whether the default resolvers were asked, and not one query of ours got a usable reply from any of them."""
        asked = False
        for query, resolver in product(self.queries, self.default_resolvers):
            reply = self.device(query, resolver, transport)
            if reply is not None and reply.usable:
                return False
            asked = asked or (reply is not None and reply.outcome != ERROR)
        return asked

    def reference(self, query: str) -> list[Reply]:
        """What the control node's own resolvers replied. It asked once a run, so its packets carry other message ids."""
        return [self._read(result, any_id=True) for result in self._case.reference.answers(query)]

    def _read(self, result: Mapping, any_id: bool = False) -> Reply:
        query, resolver = result["query"], _label(result["resolver"], result["port"])
        if result["outcome"] != "answered":
            return Reply(query, resolver, result["transport"], result["outcome"], None)
        packet, asked = _bytes(result["answer"]), self.queries[query]
        answer = read_answer(packet, packet[:2] + asked[2:] if any_id and len(packet) > 2 else asked)
        if not answer.well_formed:
            return Reply(query, resolver, result["transport"], MALFORMED, None)
        return Reply(query, resolver, result["transport"], "answered", answer)


def first_usable(replies: Iterable[Reply | None]) -> Reply | None:
    return next((reply for reply in replies if reply is not None and reply.usable), None)


def _label(address: str, port: int) -> str:
    return f"[{address}]:{port}" if ":" in address else f"{address}:{port}"


def _bytes(text: str | None) -> bytes:
    try:
        return base64.b64decode(text or "", validate=True)
    except (binascii.Error, ValueError):
        return b""
