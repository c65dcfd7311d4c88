# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Waiting for what a machine or a run comes to."""
from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable

SECONDS = 300
PAUSE = 0.5


def wait_until(reached: Callable[[], bool], process: subprocess.Popen[str] | None = None) -> None:
    """`process`: must not end before."""
    ends_at = time.monotonic() + SECONDS
    while not reached():
        assert process is None or process.poll() is None, process.communicate()[0][-5000:]
        assert time.monotonic() < ends_at, "it did not happen"
        time.sleep(PAUSE)
