# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""DNS packets sent to one resolver over UDP and TCP, and what comes back, unread."""

from __future__ import annotations

import asyncio
import socket
from typing import Callable

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.network.connect import connect, open_socket
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.network.outcomes import PeerClosed

ANSWER_LIMIT = 65535

# Seconds after the first packet at which a question over UDP is asked again.
ASK_AGAIN_AFTER = (1.0, 3.0, 6.0)

# Seconds to wait before a question over TCP is asked again whose connection was taken and dropped.
TRY_AGAIN_AFTER = (0.2, 0.5, 1.0)


async def ask_udp(resolver: str, port: int, packet: bytes, cutoff: float) -> bytes:
    """Return the answer that carries the packet's id; raises OSError or asyncio.TimeoutError at `cutoff` (the loop's clock).

    Where only datagrams with another id came, the first of them is the answer: the control node says what it is.
    """
    loop = asyncio.get_running_loop()
    connection, target = open_socket(resolver, socket.SOCK_DGRAM, port)
    started = loop.time()
    strange = b""
    try:
        # Connected, so that only the resolver's datagrams come and a closed port is noticed.
        connection.connect(target)
        for until in sorted(min(started + after, cutoff) for after in (*ASK_AGAIN_AFTER, float("inf"))):
            connection.send(packet)
            while loop.time() < until:
                try:
                    answer = await asyncio.wait_for(loop.sock_recv(connection, ANSWER_LIMIT), until - loop.time())
                except asyncio.TimeoutError:
                    break
                if answer[:2] == packet[:2]:
                    return answer
                strange = strange or answer
            if loop.time() >= cutoff:
                break
    finally:
        connection.close()
    if strange:
        return strange
    raise asyncio.TimeoutError()


async def ask_tcp(resolver: str, port: int, packet: bytes) -> bytes:
    """Return the answer; raises OSError. Waits as long as it is let.

    A resolver that takes a connection and drops it has too many of them: it is asked again.
    """
    for pause in TRY_AGAIN_AFTER:
        try:
            return await _ask_tcp_once(resolver, port, packet)
        except (ConnectionResetError, BrokenPipeError):
            await asyncio.sleep(pause)
    return await _ask_tcp_once(resolver, port, packet)


async def _ask_tcp_once(resolver: str, port: int, packet: bytes) -> bytes:
    stream = await connect(resolver, port)
    try:
        await stream.send(len(packet).to_bytes(2, "big") + packet)
        data = b""
        while len(data) < 2 or len(data) < 2 + int.from_bytes(data[:2], "big"):
            piece = await stream.receive()
            if not piece:
                raise PeerClosed()
            data += piece
        return data[2:2 + int.from_bytes(data[:2], "big")]
    finally:
        stream.close()


class Gate:
    """Lets so many questions at a time through to one resolver: some drop what is more than they like.

    A question that stays unanswered soon lets the next one pass: a dead resolver must not keep the rest from being asked.
    """

    def __init__(self, width: int = 6, patience: float = 0.25) -> None:
        self._slots = asyncio.Semaphore(width)
        self._patience = patience

    async def enter(self) -> Callable[[], None]:
        """Wait for a turn; return what ends it, which does so by itself after a while."""
        await self._slots.acquire()
        ended = False

        def end() -> None:
            nonlocal ended
            if not ended:
                ended = True
                self._slots.release()

        asyncio.get_running_loop().call_later(self._patience, end)
        return end
