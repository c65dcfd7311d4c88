# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Work that may hang, done in daemon threads: whoever waits for it can stop waiting."""

from __future__ import annotations

import asyncio
import threading
from typing import Any, Callable


def in_thread(function: Callable[[], Any], name: str) -> asyncio.Future:
    """Run `function` in a daemon thread of its own; the future is the running loop's."""
    future = asyncio.get_running_loop().create_future()

    def work() -> None:
        with Settlement(future) as settle:
            settle(function())

    threading.Thread(target=work, name=name, daemon=True).start()
    return future


class Settlement:
    """Hands the result, or the exception, of what runs within to a loop's future, from another thread."""

    def __init__(self, future: asyncio.Future) -> None:
        self._future = future
        self._result: Any = None

    def __enter__(self) -> Callable[[Any], None]:
        return self._keep

    def __exit__(self, _kind: object, problem: BaseException | None, _trace: object) -> bool:
        try:
            self._future.get_loop().call_soon_threadsafe(self._settle, problem)
        except RuntimeError:
            # The loop is closed: nobody waits any more.
            pass
        return isinstance(problem, Exception)

    def _keep(self, result: Any) -> None:
        self._result = result

    def _settle(self, problem: BaseException | None) -> None:
        if self._future.done():
            return
        if problem is None:
            self._future.set_result(self._result)
        else:
            self._future.set_exception(problem)
