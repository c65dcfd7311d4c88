# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether the process that began a run still lives."""

from __future__ import annotations

import os
import subprocess


def process_started(pid: int) -> str | None:
    """A mark of when a process started, which tells it from a later one of the same number; None if there is none.

    From /proc (clock ticks since boot) where there is one, else from `ps`.
    """
    try:
        with open(f"/proc/{pid}/stat", "rb") as file:
            return file.read().rpartition(b")")[2].split()[19].decode("ascii")
    except (OSError, IndexError, ValueError):
        pass
    if os.path.isdir("/proc/self"):
        return None
    shown = subprocess.run(["ps", "-o", "lstart=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return shown.stdout.strip() or None


def is_alive(pid: object, started: object) -> bool:
    """Whether the process `pid` that started at `started` is still there."""
    return isinstance(pid, int) and started is not None and process_started(pid) == started
