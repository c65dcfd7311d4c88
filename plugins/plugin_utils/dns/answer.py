# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Read what a resolver sent back. The bytes are untrusted: whatever they are, there is an answer to hand on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.libraries import dns

NOT_DNS = "not_dns"
NOT_A_REPLY = "not_a_reply"
OTHER_QUESTION = "other_question"


@dataclass(frozen=True)
class DnsAnswer:
    """A resolver's reply to one query.

    `problem` is None where the bytes are a well-formed reply to our question, whatever its rcode; else `not_dns`,
    `not_a_reply` or `other_question`, and nothing else is filled. `rcode` is its name (`NOERROR`, `NXDOMAIN`).
    `addresses` are those at the end of the chain of `aliases`, in the answer's order.
    """

    problem: str | None = None
    rcode: str | None = None
    truncated: bool = False
    addresses: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()

    @property
    def well_formed(self) -> bool:
        return self.problem is None


@lru_cache(maxsize=1024)
def read_answer(packet: bytes, query: bytes) -> DnsAnswer:
    """The reply `packet` to our own `query`, both in wire format. Raises nothing, whatever `packet` holds.

    Over UDP and over TCP a resolver says the same as a rule, and it is read once.
    """
    try:
        reply = dns.message.from_wire(packet, ignore_trailing=False, raise_on_truncation=False)
    except (dns.exception.DNSException, ValueError, IndexError, OverflowError):
        return DnsAnswer(problem=NOT_DNS)
    if not reply.flags & dns.flags.QR:
        return DnsAnswer(problem=NOT_A_REPLY)
    if not _question(query).is_response(reply):
        return DnsAnswer(problem=OTHER_QUESTION)
    addresses, aliases = _follow(reply)
    return DnsAnswer(
        rcode=dns.rcode.to_text(reply.rcode()),
        truncated=bool(reply.flags & dns.flags.TC),
        addresses=addresses,
        aliases=aliases,
    )


@lru_cache(maxsize=256)
def _question(query: bytes) -> dns.message.Message:
    return dns.message.from_wire(query, question_only=True)


def _follow(reply: dns.message.Message) -> tuple[tuple[str, ...], tuple[str, ...]]:
    try:
        chain = reply.resolve_chaining()
    except (dns.exception.DNSException, AttributeError, IndexError):
        return (), ()
    aliases = tuple(record.target.to_text(omit_final_dot=True) for rrset in chain.cnames for record in rrset)
    addresses = tuple(record.address for record in chain.answer or () if hasattr(record, "address"))
    return addresses, aliases
