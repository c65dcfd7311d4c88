# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a command costs: seconds on the wall, seconds of CPU, memory."""
from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Cost:
    """Of a process and every descendant it waited for; ``memory`` is the largest single one's, in MB."""

    wall: float
    cpu: float
    memory: float
    code: int


def cost_of(command: Sequence[str], *, env: Mapping[str, str], cwd: Path, log: Path) -> Cost:
    """Run the command to its end; its output goes to the log."""
    with log.open("wb") as output:
        begun = time.monotonic()
        process = subprocess.Popen(command, env=dict(env), cwd=cwd, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT)
        status, usage = os.wait4(process.pid, 0)[1:]
        wall = time.monotonic() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, process.returncode)
