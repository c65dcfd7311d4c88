# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One run at a time acts on a host.

    <state_dir>/acting/<customer>/<host>.json      {pid, process_started, run_id, since}

A lock whose process has died is nobody's: a run that was killed holds no later one up.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from pathlib import Path

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run import clock, files, names, processes

LARGEST = 10_000  # bytes


@dataclass(frozen=True)
class Holder:
    """The run that acts on a host. `pid`: its process on this control node."""

    pid: int
    process_started: str | None
    run_id: str
    since: str


def take(state_dir: Path, customer: str | None, host: str, pid: int, run_id: str) -> Holder | None:
    """Locks the host for the run of process `pid`; returns who else holds it, if anybody does."""
    path = _path(state_dir, customer, host)
    with files.locked(path.with_suffix(".lock")):
        holder = _holder(path)
        if holder is not None and holder.pid != pid and processes.is_alive(holder.pid, holder.process_started):
            return holder
        since = clock.written(clock.now())
        files.write_json(path, {"pid": pid, "process_started": processes.process_started(pid), "run_id": run_id, "since": since})
    return None


def release(state_dir: Path, customer: str | None, host: str, pid: int) -> None:
    path = _path(state_dir, customer, host)
    with files.locked(path.with_suffix(".lock")):
        holder = _holder(path)
        if holder is not None and holder.pid == pid:
            with contextlib.suppress(FileNotFoundError):
                path.unlink()


def _holder(path: Path) -> Holder | None:
    try:
        return Holder(**files.read_json(path, LARGEST))
    except (OSError, ValueError, TypeError):
        return None


def _path(state_dir: Path, customer: str | None, host: str) -> Path:
    return state_dir / "acting" / names.directory_name(customer) / names.file_name(host)
