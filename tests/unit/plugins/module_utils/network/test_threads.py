# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import asyncio
import threading

import pytest

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.network.threads import in_thread


def test_a_result_comes_from_a_daemon_thread():
    async def ask():
        return await in_thread(threading.current_thread, "work")

    thread = asyncio.run(ask())
    assert (thread.name, thread.daemon) == ("work", True)


def test_an_exception_comes_to_who_waits():
    def fail():
        raise KeyError("x")

    async def ask():
        await in_thread(fail, "work")

    with pytest.raises(KeyError):
        asyncio.run(ask())


def test_who_stopped_waiting_is_not_disturbed():
    release, ended = threading.Event(), threading.Event()

    def work():
        release.wait(60)
        ended.set()

    async def ask():
        with pytest.raises(asyncio.TimeoutError):
            await asyncio.wait_for(in_thread(work, "work"), 0.05)

    asyncio.run(ask())
    release.set()
    assert ended.wait(60)
