# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""TCP connections to addresses that are already known."""

from __future__ import annotations

import asyncio
import socket

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.network.outcomes import more_telling, outcome_of
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.network.stream import TcpStream

# Seconds after which a second address is tried beside a first that is silent.
HEAD_START = 1.0


def socket_address(address: str, port: int) -> tuple[int, tuple]:
    """Return family and socket address of a numeric address, which may carry a scope (`fe80::1%eth0`); raises OSError."""
    host, _percent, scope = address.partition("%")
    if ":" not in host:
        return socket.AF_INET, (host, port)
    return socket.AF_INET6, (host, port, 0, _scope_number(scope))


def _scope_number(scope: str) -> int:
    if not scope:
        return 0
    return int(scope) if scope.isdecimal() else socket.if_nametoindex(scope)


def is_address(text: str) -> bool:
    """Tell whether `text` is a numeric address without scope."""
    try:
        socket.inet_pton(socket.AF_INET6 if ":" in text else socket.AF_INET, text)
    except (OSError, ValueError):
        return False
    return True


def open_socket(address: str, kind: int, port: int) -> tuple[socket.socket, tuple]:
    """Return a non-blocking socket for a numeric address, and the address as the socket wants it; raises OSError."""
    family, target = socket_address(address, port)
    connection = socket.socket(family, kind | getattr(socket, "SOCK_CLOEXEC", 0))
    connection.setblocking(False)
    return connection, target


async def connect(address: str, port: int) -> TcpStream:
    """Connect to one numeric address; raises OSError."""
    connection, target = open_socket(address, socket.SOCK_STREAM, port)
    try:
        await asyncio.get_running_loop().sock_connect(connection, target)
    except BaseException:
        connection.close()
        raise
    return TcpStream(connection)


class NoneOpened(Exception):
    """No address opened; names the address and the problem that say most."""

    def __init__(self, address: str, problem: BaseException) -> None:
        super().__init__(str(problem))
        self.address = address
        self.problem = problem


async def connect_first(addresses: list[str], port: int, cutoff: float) -> tuple[str, TcpStream]:
    """Connect to the first address that opens before `cutoff` (the loop's clock), a second one soon beside it.

    Raises NoneOpened.
    """
    loop = asyncio.get_running_loop()
    waiting = list(addresses)
    running: dict[asyncio.Task, str] = {}
    failed: NoneOpened | None = None
    try:
        while waiting or running:
            if waiting:
                address = waiting.pop(0)
                running[loop.create_task(connect(address, port))] = address
            left = cutoff - loop.time()
            done, _pending = await asyncio.wait(running, timeout=max(0.0, min(left, HEAD_START) if waiting else left), return_when=asyncio.FIRST_COMPLETED)
            opened = None
            for task in done:
                address = running.pop(task)
                problem = task.exception()
                if problem is not None:
                    failed = _more_telling_failure(failed, NoneOpened(address, problem))
                elif opened is None:
                    opened = address, task.result()
                else:
                    task.result().close()
            if opened is not None:
                return opened
            if loop.time() >= cutoff:
                break
    finally:
        for task in running:
            task.cancel()
    for address in running.values():
        failed = _more_telling_failure(failed, NoneOpened(address, asyncio.TimeoutError()))
    raise failed or NoneOpened("", OSError("no address"))


def _more_telling_failure(one: NoneOpened | None, other: NoneOpened) -> NoneOpened:
    if one is None or more_telling(outcome_of(other.problem), outcome_of(one.problem)):
        return other
    return one
