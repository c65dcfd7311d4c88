# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import asyncio
import threading

import pytest

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.network import names


def test_an_address_is_its_own_name():
    assert names.look_up("127.0.0.1") == [("ipv4", "127.0.0.1")]
    assert names.look_up("::1") == [("ipv6", "::1")]


@pytest.mark.parametrize("name", ["", "a..b", "x" * 300, "\u00fc.example"])
def test_what_has_no_address(name):
    with pytest.raises(names.NameNotResolved):
        names.look_up(name)


def test_each_name_is_asked_for_once():
    asked = []

    def look(name):
        asked.append(name)
        return [("ipv4", "192.0.2.1")]

    async def ask():
        resolver = names.Names(look)
        assert await resolver.addresses("2001:db8::1") == [("ipv6", "2001:db8::1")]
        answers = await asyncio.gather(*(resolver.addresses(name) for name in ("a", "b", "a")))
        return answers, resolver.unanswered()

    assert asyncio.run(ask()) == ([[("ipv4", "192.0.2.1")]] * 3, [])
    assert sorted(asked) == ["a", "b"]


def test_names_that_hang_do_not_keep_the_others_waiting():
    release = threading.Event()

    def look(name):
        if name != "last":
            release.wait(60)
        return [("ipv4", "192.0.2.1")]

    async def ask():
        resolver = names.Names(look)
        hanging = [asyncio.ensure_future(resolver.addresses(str(number))) for number in range(2 * names.THREADS_AT_FIRST)]
        await asyncio.sleep(0)
        found = await asyncio.wait_for(resolver.addresses("last"), 30)
        unanswered = len(resolver.unanswered())
        for waiting in hanging:
            waiting.cancel()
        release.set()
        return found, unanswered

    assert asyncio.run(ask()) == ([("ipv4", "192.0.2.1")], 2 * names.THREADS_AT_FIRST)


def test_the_same_failure_for_all_who_ask():
    def look(name):
        raise names.NameNotResolved("Temporary failure in name resolution")

    async def ask():
        resolver = names.Names(look)
        return await asyncio.gather(resolver.addresses("a"), resolver.addresses("a"), return_exceptions=True)

    assert [problem.reason for problem in asyncio.run(ask())] == ["Temporary failure in name resolution"] * 2
