# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Network namespaces by name."""
from __future__ import annotations

import contextlib
import os
import signal
from pathlib import Path

from lab.commands import attempt, run

NAMES = Path("/run/netns")


def inside(namespace: str) -> tuple[str, ...]:
    """The words before a program that runs in that network namespace (and, unlike ``ip netns exec``, sees the same files)."""
    return ("nsenter", f"--net={NAMES / namespace}")


def existing() -> set[str]:
    """Names of all network namespaces of this machine."""
    return set(os.listdir(NAMES)) if NAMES.is_dir() else set()


def add(names: tuple[str, ...]) -> None:
    run("ip", "-batch", "-", text="".join(f"netns add {name}\n" for name in names))


def delete(names: tuple[str, ...]) -> None:
    """Take away those that exist with the programs that still run there (ssh's lasting connections, for one), and what
    ``ip netns`` itself left behind when none remains."""
    for name in existing() & set(names):
        for process in run("ip", "netns", "pids", name).split():
            with contextlib.suppress(ProcessLookupError):
                os.kill(int(process), signal.SIGKILL)
        run("ip", "netns", "delete", name)
    if NAMES.is_dir() and not existing():
        attempt("umount", str(NAMES))
        NAMES.rmdir()
