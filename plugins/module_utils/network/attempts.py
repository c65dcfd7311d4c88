# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Endpoints tried: over each family directly, and through proxies. Every attempt ends by the deadline with an outcome."""

from __future__ import annotations

import asyncio
import socket
import ssl
from typing import Awaitable, Callable

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.network import outcomes
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.network.connect import NoneOpened, connect, connect_first, open_socket
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.network.endpoint import DIRECT, Attempt, Endpoint
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.network.http import ask, authority, open_tunnel
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.network.http_message import ResponseReader, request
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.network.names import NameNotResolved, Names
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.network.stream import Stream, TlsStream
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.network.threads import in_thread
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.network.tls import Handshake, chain_is_whole, read_chain, timed_out, verify
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.network.trust import Trust
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.proxies.model import Proxy

ADDRESSES_PER_FAMILY = 2

# Seconds (at most half of the deadline) that silence must last to say something of the peer. Who is tried later than that,
# because its name was resolved late, is reported as a name without an answer in time.
FAIR_TIME = 2.0

# Seconds that silence over UDP is listened to: it informs only, and most of what listens there answers nothing to strangers.
UDP_PATIENCE = 0.8
UDP_REPEAT = 0.4

Opener = Callable[[], Awaitable[Stream]]


class Attempts:
    """Tries endpoints on one event loop until `cutoff` (the loop's clock)."""

    def __init__(self, names: Names, trust: Trust, cutoff: float) -> None:
        self._loop = asyncio.get_running_loop()
        self._names = names
        self._trust = trust
        self._loaded: asyncio.Future | None = None
        self._cutoff = cutoff
        self._fair_time = min(FAIR_TIME, (cutoff - self._loop.time()) / 2)

    async def directly(self, endpoint: Endpoint, keep: Callable[[Attempt], None]) -> list[Attempt]:
        """Try each family the name has addresses of; `keep` gets each attempt as soon as it is decided."""
        started = self._loop.time()
        try:
            addresses = await asyncio.wait_for(self._names.addresses(endpoint.name, endpoint.urgent), self._left())
        except (NameNotResolved, asyncio.TimeoutError) as problem:
            attempt = Attempt(endpoint.id, DIRECT)
            attempt.decide(_outcome_of_name(problem), self._loop.time() - started)
            keep(attempt)
            return [attempt]
        families = {family: [address for kind, address in addresses if kind == family] for family, _address in addresses}
        return list(await asyncio.gather(*(self._over(endpoint, family, found, keep) for family, found in families.items())))

    async def _over(self, endpoint: Endpoint, family: str, addresses: list[str], keep: Callable[[Attempt], None]) -> Attempt:
        attempt = Attempt(endpoint.id, DIRECT, family)
        addresses = addresses[:ADDRESSES_PER_FAMILY]
        attempt.address = addresses[0]
        had_time = self._left() >= self._fair_time
        await self._decide(attempt, self._udp(endpoint, attempt) if endpoint.protocol == "udp" else self._tcp(endpoint, addresses, attempt))
        if attempt.outcome == outcomes.TIMEOUT and not had_time:
            attempt.family = attempt.address = attempt.handshake = None
        keep(attempt)
        return attempt

    async def through(self, endpoint: Endpoint, proxy: Proxy, keep: Callable[[Attempt], None]) -> list[Attempt]:
        """Try one endpoint through a proxy, which resolves its name itself."""
        attempt = Attempt(endpoint.id, proxy.id)
        await self._decide(attempt, self._proxied(endpoint, proxy, attempt))
        keep(attempt)
        return [attempt]

    async def _load_trust(self) -> Trust:
        """Load the authorities once, in a thread: it takes time, and they are files."""
        if self._loaded is None:
            self._loaded = in_thread(self._trust.verifying, "trust")
        await asyncio.shield(self._loaded)
        return self._trust

    def _left(self) -> float:
        return max(0.0, self._cutoff - self._loop.time())

    async def _decide(self, attempt: Attempt, work: Awaitable[None]) -> None:
        started = self._loop.time()
        try:
            await asyncio.wait_for(work, self._left())
            outcome = outcomes.OPEN
        except NoneOpened as failed:
            attempt.address = failed.address if attempt.via == DIRECT else None
            outcome = outcomes.outcome_of(failed.problem)
        except NameNotResolved as problem:
            outcome = _outcome_of_name(problem)
        except (OSError, ValueError, asyncio.TimeoutError, outcomes.UnexpectedAnswer) as problem:
            outcome = outcomes.outcome_of(problem)
            attempt.status = getattr(problem, "status", None)
        if attempt.handshake is not None:
            timed_out(attempt.handshake)
        if attempt.response is not None and attempt.response.status is not None:
            outcome = outcomes.OPEN
        attempt.decide(outcome, self._loop.time() - started)

    async def _tcp(self, endpoint: Endpoint, addresses: list[str], attempt: Attempt) -> None:
        started = self._loop.time()
        attempt.address, stream = await connect_first(addresses, endpoint.port, self._cutoff)

        async def again() -> Stream:
            return await connect(attempt.address, endpoint.port)

        try:
            await self._speak(endpoint, stream, again, attempt, started)
        finally:
            stream.close()

    async def _proxied(self, endpoint: Endpoint, proxy: Proxy, attempt: Attempt) -> None:
        started = self._loop.time()
        if endpoint.protocol == "http" and endpoint.scheme == "http":
            stream = await self._reach(proxy)
            place = authority("http", endpoint.name, endpoint.port)
            try:
                await self._fetch(endpoint, stream, f"http://{place}{endpoint.path}", proxy.authorization(), attempt)
            finally:
                stream.close()
            return

        async def tunnel() -> Stream:
            stream = await self._reach(proxy)
            try:
                return await open_tunnel(stream, endpoint.name, endpoint.port, proxy.authorization())
            except BaseException:
                stream.close()
                raise

        stream = await tunnel()
        try:
            await self._speak(endpoint, stream, tunnel, attempt, started)
        finally:
            stream.close()

    async def _reach(self, proxy: Proxy) -> Stream:
        addresses = [address for _family, address in await self._names.addresses(proxy.host, urgent=True)]
        _address, stream = await connect_first(addresses[:ADDRESSES_PER_FAMILY], proxy.port, self._cutoff)
        if proxy.speaks == "https":
            try:
                return await verify(stream, proxy.host, await self._load_trust(), Handshake())
            except BaseException:
                stream.close()
                raise
        return stream

    async def _speak(self, endpoint: Endpoint, stream: Stream, again: Opener, attempt: Attempt, started: float) -> None:
        if not endpoint.wants_tls():
            if endpoint.protocol == "http":
                await self._fetch(endpoint, stream, endpoint.path, (), attempt)
            return
        trust = await self._load_trust()
        seen = attempt.handshake = Handshake()
        tls = await self._shake_hands(endpoint, stream, trust, attempt, started)
        if tls is not None and endpoint.protocol == "http":
            await self._fetch(endpoint, tls, endpoint.path, (), attempt)
        if seen.answered and not chain_is_whole(seen):
            attempt.decide(outcomes.OPEN, self._loop.time() - started)
            await read_chain(again, endpoint.name, trust, seen)

    async def _shake_hands(self, endpoint: Endpoint, stream: Stream, trust: Trust, attempt: Attempt, started: float) -> TlsStream | None:
        """Return the verified stream; None where the peer showed a certificate that is not trusted."""
        try:
            return await verify(stream, endpoint.name, trust, attempt.handshake)
        except ssl.SSLCertVerificationError:
            attempt.decide(outcomes.OPEN, self._loop.time() - started)
        except ssl.SSLError:
            attempt.decide(outcomes.UNEXPECTED_ANSWER, self._loop.time() - started)
        return None

    async def _fetch(self, endpoint: Endpoint, stream: Stream, target: str, headers: tuple[tuple[str, str], ...], attempt: Attempt) -> None:
        reader = attempt.response = ResponseReader(endpoint.body_limit)
        host = authority(endpoint.scheme, endpoint.name, endpoint.port)
        await ask(stream, request("GET", target, host, (*endpoint.headers, *headers, ("Connection", "close"))), reader)

    async def _udp(self, endpoint: Endpoint, attempt: Attempt) -> None:
        connection, target = open_socket(attempt.address, socket.SOCK_DGRAM, endpoint.port)
        try:
            connection.connect(target)
            for wait in (UDP_REPEAT, UDP_PATIENCE - UDP_REPEAT):
                connection.send(endpoint.packet)
                try:
                    await asyncio.wait_for(self._loop.sock_recv(connection, 65535), wait)
                except asyncio.TimeoutError:
                    continue
                return
            raise asyncio.TimeoutError()
        finally:
            connection.close()


def _outcome_of_name(problem: Exception) -> str:
    """Tell a name that the resolver denied from one that it had no answer for."""
    return outcomes.UNRESOLVED if getattr(problem, "denied", False) else outcomes.TIMEOUT
