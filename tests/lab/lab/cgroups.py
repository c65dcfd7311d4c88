# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A cgroup of its own for each machine.

Without it ``systemd-nspawn --keep-unit`` would put every machine's systemd into the cgroup that the lab was started from, and
they would manage (and kill) each other's services.
"""
from __future__ import annotations

import os
import select
from pathlib import Path

from lab.paths import NAME

_MOUNT = Path("/sys/fs/cgroup")
_TOP = NAME


def hierarchies() -> list[Path]:
    """Those that systemd uses: the unified one, in mixed set-ups also its named one."""
    if (_MOUNT / "cgroup.controllers").exists():
        return [_MOUNT]
    return [path for path in (_MOUNT / "unified", _MOUNT / "systemd") if path.is_dir()]


def make(machine: str) -> list[Path]:
    """The machine's cgroups, one in each hierarchy."""
    folders = [hierarchy / _TOP / machine for hierarchy in hierarchies()]
    for folder in folders:
        folder.mkdir(parents=True, exist_ok=True)
    return folders


def kill(machine: str) -> None:
    """End all its processes at once, the supervisor outside the machine included, and wait until they are gone."""
    folder = hierarchies()[0] / _TOP / machine
    if not folder.is_dir():
        return
    with (folder / "cgroup.events").open() as events:
        changed = select.poll()
        changed.register(events, select.POLLPRI)
        (folder / "cgroup.kill").write_text("1")
        while "populated 1" in events.read():
            changed.poll()
            events.seek(0)


def remove(machine: str) -> None:
    """Take away the machine's cgroups (its processes are gone) and the common parent when it was the last."""
    for hierarchy in hierarchies():
        top = hierarchy / _TOP
        if not top.is_dir():
            continue
        for folder, _folders, _files in os.walk(top / machine, topdown=False):
            os.rmdir(folder)
        if not any(entry.is_dir() for entry in top.iterdir()):
            top.rmdir()


def processes(machine: str) -> list[int]:
    """Ids of all the machine's processes, as this machine sees them."""
    return [
        int(number)
        for members in (hierarchies()[0] / _TOP / machine).rglob("cgroup.procs")
        for number in members.read_text().split()
    ]


def freeze(machine: str, frozen: bool) -> None:
    """Stop (or let go on) everything that runs in the machine."""
    (hierarchies()[0] / _TOP / machine / "cgroup.freeze").write_text("1" if frozen else "0")
