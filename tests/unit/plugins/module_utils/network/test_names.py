# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import asyncio
import socket
import threading
from unittest import mock

import pytest

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.network import names


def test_an_address_is_its_own_name():
    assert names.look_up("127.0.0.1") == [("ipv4", "127.0.0.1")]
    assert names.look_up("::1") == [("ipv6", "::1")]


@pytest.mark.parametrize("name", ["", "a..b", "x" * 300, "\u00fc.example"])
def test_what_has_no_address(name):
    with pytest.raises(names.NameNotResolved):
        names.look_up(name)


def test_what_cannot_be_a_name_is_denied():
    with pytest.raises(names.NameNotResolved) as raised:
        names.look_up("x" * 300)
    assert raised.value.denied is True


def test_no_answer_is_no_denial(monkeypatch):
    for number, denied in ((socket.EAI_AGAIN, False), (socket.EAI_FAIL, False), (socket.EAI_NONAME, True)):
        monkeypatch.setattr(socket, "getaddrinfo", mock.Mock(side_effect=socket.gaierror(number, "words")))
        with pytest.raises(names.NameNotResolved) as raised:
            names.look_up("x.example")
        assert (raised.value.denied, raised.value.reason) == (denied, "words")


FOUND = [("ipv4", "192.0.2.1")]


class Resolver:
    """Keeps who is asked, how often, and how many at once; `answer` gets the name and how often it was asked for."""

    def __init__(self, answer):
        self._answer = answer
        self._lock = threading.Lock()
        self._now = 0
        self.asked = []
        self.most = 0

    def look(self, name):
        with self._lock:
            self.asked.append(name)
            self._now += 1
            self.most = max(self.most, self._now)
            times = self.asked.count(name)
        try:
            return self._answer(name, times)
        finally:
            with self._lock:
                self._now -= 1


def unanswered():
    raise names.NameNotResolved("Temporary failure in name resolution", False)


def resolve(resolver, wanted, urgent=()):
    """Return the addresses of each name, or the exception."""

    async def ask():
        resolving = names.Names(resolver.look)
        questions = [resolving.addresses(name) for name in wanted] + [resolving.addresses(name, urgent=True) for name in urgent]
        return await asyncio.gather(*questions, return_exceptions=True)

    return asyncio.run(ask())


def test_each_name_is_asked_for_once():
    resolver = Resolver(lambda name, times: FOUND)
    assert resolve(resolver, ["a", "b", "a", "2001:db8::1"]) == [FOUND, FOUND, FOUND, [("ipv6", "2001:db8::1")]]
    assert sorted(resolver.asked) == ["a", "b"]


def test_only_some_at_once_as_long_as_answers_come():
    pause = threading.Event()

    def answer(name, times):
        pause.wait(0.01)
        return FOUND

    resolver = Resolver(answer)
    assert resolve(resolver, [str(number) for number in range(60)]) == [FOUND] * 60
    assert resolver.most <= names.AT_ONCE


def test_urgent_names_come_before_those_that_wait():
    resolver = Resolver(lambda name, times: FOUND)
    resolve(resolver, [str(number) for number in range(20)], ["urgent"])
    assert resolver.asked.index("urgent") <= names.AT_ONCE


def test_a_lost_question_is_asked_again():
    resolver = Resolver(lambda name, times: FOUND if times > 1 else unanswered())
    assert resolve(resolver, ["a"]) == [FOUND]
    assert resolver.asked == ["a", "a"]


def test_a_question_that_hangs_is_asked_again_beside_it():
    release = threading.Event()

    def answer(name, times):
        if times == 1:
            release.wait(60)
        return FOUND

    resolver = Resolver(answer)
    assert resolve(resolver, ["a"]) == [FOUND]
    release.set()
    assert resolver.asked == ["a", "a"]


def test_one_without_an_answer_fails_for_all_who_ask():
    resolver = Resolver(lambda name, times: unanswered())
    problems = resolve(resolver, ["a", "a"])
    assert [(problem.reason, problem.denied) for problem in problems] == [("Temporary failure in name resolution", False)] * 2
    assert resolver.asked == ["a"] * names.TRIES


def test_names_that_hang_do_not_keep_the_others_waiting():
    release = threading.Event()

    def answer(name, times):
        if name != "last":
            release.wait(60)
        return FOUND

    async def ask():
        resolving = names.Names(Resolver(answer).look)
        hanging = [asyncio.ensure_future(resolving.addresses(str(number))) for number in range(40)]
        await asyncio.sleep(0)
        found = await asyncio.wait_for(resolving.addresses("last"), 30)
        for waiting in hanging:
            waiting.cancel()
        release.set()
        return found

    assert asyncio.run(ask()) == FOUND
