# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What Ansible's main process costs while it waits for its workers.

With more hosts than workers it asks each worker some thousand times a second whether it has ended, which takes a fifth of a processor
for as long as the slowest hosts do. Linux can be told that a process does not mind being woken late, so that its short sleeps last longer.
"""

from __future__ import annotations

import contextlib
from pathlib import Path

LATE = 5_000_000  # nanoseconds that a sleep may last longer; by so much the next host of a worker begins later
_OWN = Path("/proc/self/timerslack_ns")


def sleep_longer(setting: Path = _OWN) -> None:
    """For the rest of this process, and of those it starts. Where the kernel has no such setting, or gives it to nobody, all stays as it is."""
    with contextlib.suppress(OSError):
        setting.write_text(str(LATE), encoding="ascii")
