# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Run directories as completed runs leave them, small and quickly made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from made_up_fleet import assessment, finding

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run import clock
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run.store import RunDirectory

BEGINNING = datetime(2026, 11, 1, 6, tzinfo=UTC)
NOBODY_S_PROCESS = {"pid": 2**22, "process_started": "never"}


def day(number: int) -> str:
    return clock.written(BEGINNING + timedelta(days=number))


def write_run(
    state_dir: Path, number: int, hosts: Mapping[str, Iterable[dict]], customer: str | None = "mueller", status: str = "complete", run_id: str | None = None
) -> RunDirectory:
    """The run of a day: by host the findings that differ from a healthy server's."""
    run = {
        "format": 1, "run_id": run_id or f"run-{number:04d}", "status": "running", "started_at": day(number), "finished_at": None,
        "controller": NOBODY_S_PROCESS, "requirements": ["dns.tcp"], "trust_anchor": False, "customers": {}, "causes": [],
    }  # fmt: skip
    directory = RunDirectory.create(state_dir, run)
    for host, findings in hosts.items():
        directory.write_assessment({**assessment(host, customer, list(findings)), "run_id": run["run_id"], "assessed_at": day(number)})
    if status == "complete":
        contact = {"name": "Jörg Müller", "email": "it@mueller.example"}
        described = {"name": "Müller GmbH", "number": "MV-1", "language": "de", "contact": contact, "contract_errors": [], "hosts": sorted(hosts)}
        directory.write_run({**run, "status": "complete", "finished_at": day(number), "customers": {customer: described} if customer else {}})
    return directory


def dead_dns(responsible: str = "customer") -> dict:
    return finding("dns.tcp", "unmet", "dns_tcp_silent", responsible=responsible)
