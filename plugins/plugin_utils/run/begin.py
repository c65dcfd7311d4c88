# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The beginning of a run, and of each of its batches."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run import clock, processes
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run.store import RUNNING, RunDirectory, new_run_id
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.version import VERSION

BATCHES = "batches"
HOSTS = "hosts"


def begin(state_dir: Path, run_id: str | None, requirements: Sequence[str], trust_anchor: bool, controller: int, ansible: str) -> RunDirectory:
    """A new run; without a `run_id` it gets one. `controller` is the process without which the run is over. Raises RunError."""
    moment = clock.now()
    run = {
        "format": 1,
        "run_id": run_id or new_run_id(moment),
        "status": RUNNING,
        "started_at": clock.written(moment),
        "finished_at": None,
        "controller": {
            "pid": controller,
            "process_started": processes.process_started(controller),
            "collection": VERSION,
            "ansible": ansible,
        },
        "requirements": list(requirements),
        "trust_anchor": trust_anchor,
        "customers": {},
        "causes": [],
    }
    return RunDirectory.create(state_dir, run)


def note_hosts(run: RunDirectory, hosts: Iterable[str]) -> None:
    """All that the run is to assess, in whatever batches."""
    run.write_document(HOSTS, sorted(hosts))


def intended_hosts(run: RunDirectory) -> frozenset[str]:
    return frozenset(run.read_document(HOSTS) or ())


def note_batch(run: RunDirectory, hosts: Iterable[str]) -> None:
    """With `serial` a play comes by in batches; the run ends with the last of them."""
    begun = run.read_document(BATCHES) or []
    run.write_document(BATCHES, sorted({*begun, *hosts}))


def begun_hosts(run: RunDirectory) -> frozenset[str]:
    return frozenset(run.read_document(BATCHES) or ())
