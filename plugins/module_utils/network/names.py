# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Names resolved as programs of the machine resolve them, by getaddrinfo, which can hang and so runs in threads."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections import deque
from typing import Callable

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.network.connect import is_address
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.network.threads import in_thread

# Many customers' routers drop questions when some ten are open at once, and each name is two: IPv4 and IPv6.
AT_ONCE = 4
# Seconds after which a name without an answer makes room for the next one; if none at all is answered, for twice as many.
PATIENCE = 1.0
TICK = 0.5
# Seconds after which a name without an answer is asked for once more: the C library itself waits five.
ASK_AGAIN_AFTER = 1.0
TRIES = 2
AT_ONCE_LIMIT = 64
THREADS_LIMIT = 192
STACK = 1024 * 1024

Addresses = "list[tuple[str, str]]"
Look = Callable[[str], Addresses]

# What the resolver says of a name that does not exist or has no address; everything else says that it could not find out.
_DENIALS = frozenset(getattr(socket, name) for name in ("EAI_NONAME", "EAI_NODATA", "EAI_ADDRFAMILY") if hasattr(socket, name))


class NameNotResolved(Exception):
    """The machine has no address for a name: it was `denied`, or there was no answer."""

    def __init__(self, reason: str, denied: bool) -> None:
        super().__init__(reason)
        self.reason = reason
        self.denied = denied


def look_up(name: str) -> list[tuple[str, str]]:
    """Return (`ipv4` or `ipv6`, numeric address) pairs in the machine's own order; raises NameNotResolved."""
    try:
        # Bytes spare the interpreter its codec for international names.
        found = socket.getaddrinfo(name.encode("ascii"), None, type=socket.SOCK_STREAM)
    except socket.gaierror as problem:
        raise NameNotResolved(str(problem.strerror), problem.errno in _DENIALS) from problem
    except (UnicodeError, ValueError) as problem:
        # No resolver is asked for what cannot be a name.
        raise NameNotResolved(type(problem).__name__, True) from problem
    except OSError as problem:
        raise NameNotResolved(type(problem).__name__, False) from problem
    pairs = []
    for family, _kind, _protocol, _canonical, target in found:
        pair = ("ipv6" if family == socket.AF_INET6 else "ipv4", _with_scope(target))
        if family in (socket.AF_INET, socket.AF_INET6) and pair not in pairs:
            pairs.append(pair)
    if not pairs:
        raise NameNotResolved("no address", True)
    return pairs


def _with_scope(target: tuple) -> str:
    address = target[0]
    return f"{address}%{target[3]}" if len(target) == 4 and target[3] and "%" not in address else address


class _Question:
    """One name: how often it was asked for, how many of these are still open, and since when the last one is."""

    def __init__(self, name: str, answer: asyncio.Future) -> None:
        self.name = name
        self.answer = answer
        self.tries = 0
        self.open = 0
        self.since = 0.0


class Names:
    """Resolves each name once, whoever asks for it and however often. Belongs to one event loop."""

    def __init__(self, look: Look = look_up) -> None:
        self._loop = asyncio.get_running_loop()
        self._look = look
        self._asked: dict[str, _Question] = {}
        self._waiting: deque[_Question] = deque()
        self._running: list[_Question] = []
        self._threads = 0
        self._at_once = AT_ONCE
        self._answered = False
        self._ticking = False

    async def addresses(self, name: str, urgent: bool = False) -> list[tuple[str, str]]:
        """Return what `look_up` says; raises NameNotResolved. Urgent names are asked for before those that wait."""
        if is_address(name):
            return [("ipv6" if ":" in name else "ipv4", name)]
        question = self._asked.get(name)
        if question is None:
            question = self._asked[name] = _Question(name, self._loop.create_future())
            # Looked at here, so that an answer nobody waits for any more is not reported as lost.
            question.answer.add_done_callback(_look_at)
            if urgent:
                self._waiting.appendleft(question)
            else:
                self._waiting.append(question)
            self._go_on()
        # One who stops waiting must not take the answer away from the others.
        return await asyncio.shield(question.answer)

    def _go_on(self) -> None:
        """Ask for those that wait, as far as there is room: who has been silent for a while takes none."""
        now = self._loop.time()
        fresh = sum(now - question.since < PATIENCE for question in self._running)
        while self._waiting and fresh < self._at_once and self._threads < THREADS_LIMIT:
            question = self._waiting.popleft()
            if not question.answer.done():
                fresh += 1
                self._ask(question)
        if not self._ticking and (self._waiting or self._running):
            self._ticking = True
            self._loop.call_later(TICK, self._tick)

    def _ask(self, question: _Question) -> None:
        stack = threading.stack_size(STACK)
        try:
            future = in_thread(lambda: self._look(question.name), "names")
        except RuntimeError:
            # The account may have no more threads.
            self._settle(question, NameNotResolved("no thread to ask in", False))
            return
        finally:
            threading.stack_size(stack)
        self._threads += 1
        question.tries += 1
        question.open += 1
        question.since = self._loop.time()
        if question not in self._running:
            self._running.append(question)
        future.add_done_callback(lambda done: self._take(question, done))

    def _take(self, question: _Question, done: asyncio.Future) -> None:
        self._threads -= 1
        question.open -= 1
        if not question.open:
            self._running.remove(question)
        problem = done.exception()
        if problem is None or getattr(problem, "denied", False):
            self._answered = True
            self._settle(question, problem, None if problem else done.result())
        elif not question.open and question.tries >= TRIES:
            self._settle(question, problem)
        elif not question.open:
            self._waiting.append(question)
        self._go_on()

    @staticmethod
    def _settle(question: _Question, problem: BaseException | None, addresses: Addresses | None = None) -> None:
        if question.answer.done():
            return
        if problem is None:
            question.answer.set_result(addresses)
        else:
            question.answer.set_exception(problem)

    def _tick(self) -> None:
        self._ticking = False
        # Where nothing is answered, a resolver is dead rather than busy, and patience with it costs the others their turn.
        self._at_once = AT_ONCE if self._answered else min(2 * self._at_once, AT_ONCE_LIMIT)
        self._answered = False
        now = self._loop.time()
        for question in self._running:
            if question.tries < TRIES and now - question.since > ASK_AGAIN_AFTER and question not in self._waiting:
                self._waiting.append(question)
        self._go_on()


def _look_at(answer: asyncio.Future) -> None:
    if not answer.cancelled():
        answer.exception()
