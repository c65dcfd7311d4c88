# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""TLS as a client would see it: one verified handshake, and the chain the server sends."""

from __future__ import annotations

import asyncio
import ssl
from typing import Awaitable, Callable

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.hygiene.text import clean, error_text
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.network.outcomes import PeerClosed, UnexpectedAnswer
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.network.stream import Stream, TlsStream
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.network.tls_records import CHAIN_LIMIT, CertificateReader, NotTls
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.network.trust import Trust

NOT_TLS_REASONS = frozenset([
    "HTTP_REQUEST",
    "HTTPS_PROXY_REQUEST",
    "PACKET_LENGTH_TOO_LONG",
    "RECORD_LAYER_FAILURE",
    "UNKNOWN_PROTOCOL",
    "WRONG_VERSION_NUMBER",
])

Opener = Callable[[], Awaitable[Stream]]


class Handshake:
    """What one endpoint showed. `verified` is None as long as it is not known; `chain` holds DER, the leaf first."""

    def __init__(self) -> None:
        self.verified: bool | None = None
        self.error: str | None = None
        self.protocol: str | None = None
        self.chain: list[bytes] = []
        self.answered = False


async def verify(stream: Stream, name: str, trust: Trust, seen: Handshake) -> TlsStream:
    """Shake hands and note in `seen` what comes of it.

    Returns the stream where the peer could be verified; raises UnexpectedAnswer where it speaks no TLS, else OSError.
    """
    tls = TlsStream(stream, trust.verifying(), name)
    try:
        await tls.handshake()
    except ssl.SSLCertVerificationError as problem:
        seen.answered = True
        seen.verified = False if trust.has_authorities else None
        seen.error = verification_error(problem) if trust.has_authorities else "trust: no authorities on this machine"
        raise
    except ssl.SSLError as problem:
        seen.error = handshake_error(problem)
        if speaks_no_tls(problem):
            raise UnexpectedAnswer(seen.error) from problem
        seen.answered = True
        raise
    except OSError as problem:
        seen.error = error_text(problem, "handshake")
        raise
    seen.answered = True
    seen.verified = True
    seen.protocol = tls.session.version()
    public = getattr(tls.session, "get_unverified_chain", None)
    if public is not None:
        seen.chain = list(public())[:CHAIN_LIMIT]
    else:
        leaf = tls.session.getpeercert(True)
        seen.chain = [leaf] if leaf else []
    return tls


def chain_is_whole(seen: Handshake) -> bool:
    """Tell whether the chain needs no second look: before Python 3.13 the handshake itself shows the leaf only."""
    return bool(seen.chain) and hasattr(ssl.SSLObject, "get_unverified_chain")


async def read_chain(connect: Opener, name: str, trust: Trust, seen: Handshake) -> None:
    """Complete the chain in `seen` by a look at TLS 1.2, where it comes in the clear, else at any version, unverified."""
    try:
        chain = await _chain_in_the_clear(connect, name, trust)
    except (OSError, NotTls, UnexpectedAnswer, ValueError) as problem:
        chain = []
        reason = error_text(problem, "chain")
    else:
        reason = "chain: none at TLS 1.2"
    if chain:
        seen.chain = chain
        return
    if not seen.chain:
        seen.chain = await _chain_unverified(connect, name, trust)
    seen.error = clean("; ".join(filter(None, [seen.error, reason])))


async def _chain_in_the_clear(connect: Opener, name: str, trust: Trust) -> list[bytes]:
    """Send a client's hello and listen until the certificates have come; the handshake goes no further."""
    reader = CertificateReader()
    stream = await connect()
    try:
        hello = ssl.MemoryBIO()
        session = trust.reading(ssl.TLSVersion.TLSv1_2).wrap_bio(ssl.MemoryBIO(), hello, server_hostname=name)
        try:
            session.do_handshake()
        except ssl.SSLWantReadError:
            pass
        await stream.send(hello.read())
        while not reader.finished:
            data = await stream.receive()
            if not data:
                raise PeerClosed()
            reader.feed(data)
    finally:
        stream.close()
    return reader.certificates


async def _chain_unverified(connect: Opener, name: str, trust: Trust) -> list[bytes]:
    try:
        stream = await connect()
    except (OSError, UnexpectedAnswer):
        return []
    try:
        tls = TlsStream(stream, trust.reading(), name)
        await tls.handshake()
        public = getattr(tls.session, "get_unverified_chain", None)
        leaf = tls.session.getpeercert(True)
        return list(public())[:CHAIN_LIMIT] if public else [leaf] if leaf else []
    except OSError:
        return []
    finally:
        stream.close()


def verification_error(problem: ssl.SSLCertVerificationError) -> str:
    """Return OpenSSL's number and words, as in `verify 19: self-signed certificate in certificate chain`."""
    return clean(f"verify {problem.verify_code}: {problem.verify_message}")


def handshake_error(problem: ssl.SSLError) -> str:
    """Return OpenSSL's own name for what went wrong, as in `handshake: TLSV1_ALERT_PROTOCOL_VERSION`."""
    return clean(f"handshake: {problem.reason or type(problem).__name__}")


def speaks_no_tls(problem: ssl.SSLError) -> bool:
    """Tell a peer that speaks something else from one that refuses our hello."""
    return problem.reason in NOT_TLS_REASONS


def timed_out(seen: Handshake) -> None:
    """Note that the deadline ended the handshake, unless more is known."""
    if seen.verified is None and seen.error is None:
        seen.error = error_text(asyncio.TimeoutError(), "handshake")
