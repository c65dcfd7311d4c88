# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Names resolved as programs of the machine resolve them, by getaddrinfo, which can hang and so runs in threads."""

from __future__ import annotations

import asyncio
import queue
import socket
import threading
from typing import Callable

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.network.connect import is_address
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.network.threads import Settlement

# A customer's router gets so many questions at a time; only when answers stay away, twice as many threads ask.
THREADS_AT_FIRST = 16
THREADS_LIMIT = 192
GROWTH_INTERVAL = 0.25
STACK = 1024 * 1024

Look = Callable[[str], "list[tuple[str, str]]"]


class NameNotResolved(Exception):
    """The machine has no address for a name. `reason` is the resolver's own words."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def look_up(name: str) -> list[tuple[str, str]]:
    """Return (`ipv4` or `ipv6`, numeric address) pairs in the machine's own order; raises NameNotResolved."""
    try:
        # Bytes spare the interpreter its codec for international names.
        found = socket.getaddrinfo(name.encode("ascii"), None, type=socket.SOCK_STREAM)
    except socket.gaierror as problem:
        raise NameNotResolved(str(problem.strerror)) from problem
    except (UnicodeError, ValueError, OSError) as problem:
        raise NameNotResolved(type(problem).__name__) from problem
    pairs = []
    for family, _kind, _protocol, _canonical, target in found:
        pair = ("ipv6" if family == socket.AF_INET6 else "ipv4", _with_scope(target))
        if family in (socket.AF_INET, socket.AF_INET6) and pair not in pairs:
            pairs.append(pair)
    if not pairs:
        raise NameNotResolved("no address")
    return pairs


def _with_scope(target: tuple) -> str:
    address = target[0]
    return f"{address}%{target[3]}" if len(target) == 4 and target[3] and "%" not in address else address


class Names:
    """Resolves each name once, whoever asks for it and however often. Belongs to one event loop."""

    def __init__(self, look: Look = look_up) -> None:
        self._loop = asyncio.get_running_loop()
        self._look = look
        self._asked: dict[str, asyncio.Future] = {}
        self._waiting: queue.SimpleQueue = queue.SimpleQueue()
        self._threads = 0
        self._growing = False

    async def addresses(self, name: str) -> list[tuple[str, str]]:
        """Return what `look_up` says; raises NameNotResolved."""
        if is_address(name):
            return [("ipv6" if ":" in name else "ipv4", name)]
        future = self._asked.get(name)
        if future is None:
            future = self._asked[name] = self._loop.create_future()
            future.add_done_callback(_look_at)
            self._waiting.put((name, future))
            if self._threads < THREADS_AT_FIRST:
                self._start_threads(1)
            self._watch()
        # One who stops waiting must not take the answer away from the others.
        return await asyncio.shield(future)

    def unanswered(self) -> list[str]:
        """Return the names that are still asked for."""
        return [name for name, future in self._asked.items() if not future.done()]

    def _start_threads(self, number: int) -> None:
        stack = threading.stack_size(STACK)
        try:
            for _count in range(min(number, THREADS_LIMIT - self._threads)):
                threading.Thread(target=self._work, name="names", daemon=True).start()
                self._threads += 1
        except RuntimeError:
            # The account may have no more of them; those that run go on.
            if not self._threads:
                raise
        finally:
            threading.stack_size(stack)

    def _watch(self) -> None:
        if not self._growing and self._threads < THREADS_LIMIT:
            self._growing = True
            self._loop.call_later(GROWTH_INTERVAL, self._grow)

    def _grow(self) -> None:
        self._growing = False
        if self._waiting.qsize():
            self._start_threads(self._threads)
            self._watch()

    def _work(self) -> None:
        while True:
            name, future = self._waiting.get()
            with Settlement(future) as settle:
                settle(self._look(name))


def _look_at(future: asyncio.Future) -> None:
    """Take note of an answer that nobody waits for any more; asyncio complains of one that nobody saw."""
    if not future.cancelled():
        future.exception()
