# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who answered over TLS: classify one attempt by the chain its peer sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.tls.authorities import Authorities
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.tls.certificate import Certificate, read_certificate

VALID = "valid"
EXPIRED = "expired"
NOT_YET_VALID = "not_yet_valid"
WRONG_NAME = "wrong_name"
INTERCEPTED = "intercepted"
CLOCK_WRONG = "clock_wrong"
UNTRUSTED = "untrusted"
UNFINISHED = "unfinished"
UNCLEAR = "unclear"


@dataclass(frozen=True)
class Peer:
    """Who answered.

    `judgement` is one of
    `valid`;
    `expired`, `not_yet_valid`, `wrong_name`: a public authority's certificate that does not fit this name or this day;
    `intercepted`: the chain ends in a private authority, whether or not the machine itself trusts that one;
    `clock_wrong`: the certificate is right, but not by the machine's clock;
    `untrusted`: the certificate is right, but the machine does not trust its public authority;
    `unfinished`: the handshake broke off;
    `unclear`: the chain could not be read or not be followed; nothing may be built on it.
    `issuer` and `subject` (texts) and `not_after` are there where a certificate was read.
    """

    judgement: str
    issuer: str | None = None
    subject: str | None = None
    not_after: datetime | None = None


def classify(
    name: str,
    verified: bool | None,
    chain: Sequence[bytes],
    known: Sequence[bytes],
    authorities: Authorities,
    now: datetime,
    clock_offset: timedelta,
    whole: bool = True,
) -> Peer:
    """Judge one handshake with `name`.

    `verified`: by the machine's own trust, None where the handshake was not finished. `chain`: what the peer sent, as DER, leaf
    first; not `whole` where the machine could not read all of it. `known`: other certificates (the reference's) that may close
    a gap in a chain that lacks its middle. `now` is the control node's clock, `clock_offset` by how much the machine's is ahead.
    """
    certificates = [read_certificate(der) for der in chain]
    leaf = certificates[0] if certificates else None
    if leaf is None or not authorities:
        return Peer(UNFINISHED if verified is None and leaf is None else UNCLEAR)
    sent = [certificate for certificate in certificates[1:] if certificate is not None]
    others = sent + [certificate for certificate in map(read_certificate, known) if certificate is not None]
    if verified and authorities.verify(name, leaf, others, now):
        return Peer(VALID)
    anchored, last = authorities.anchor(leaf, others)
    judgement = _fault(name, verified, leaf, now, clock_offset) if anchored else INTERCEPTED if whole else UNCLEAR
    return Peer(judgement, issuer=last.issuer, subject=leaf.subject, not_after=leaf.not_after)


def _fault(name: str, verified: bool | None, leaf: Certificate, now: datetime, clock_offset: timedelta) -> str:
    """What is wrong with a public authority's certificate, or with the machine that does not take it."""
    if leaf.not_after < now:
        return EXPIRED
    if leaf.not_before > now:
        return NOT_YET_VALID
    if not leaf.is_for(name):
        return WRONG_NAME
    if verified is None:
        return UNFINISHED
    if verified:
        return UNCLEAR
    return UNTRUSTED if leaf.not_before <= now + clock_offset <= leaf.not_after else CLOCK_WRONG
