# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A run that is killed half way."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
from pathlib import Path


def kill(running: subprocess.Popen[str]) -> str:
    """The run with all of its workers, as when the control node is switched off. What runs on the machines goes on. What it had said until then."""
    for pid in reversed(_family(running.pid)):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    return running.communicate(timeout=300)[0]


def _family(pid: int) -> list[int]:
    """A process and all below it."""
    found = [pid]
    for parent in found:
        for path in Path(f"/proc/{parent}/task").glob("*/children"):
            with contextlib.suppress(OSError):
                found += [int(child) for child in path.read_text().split()]
    return found
