# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The reports of a large run, written anew by the report playbook."""
from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import playbook
from samples.made_up_fleet import CUSTOMERS, REQUIREMENTS, RUN_ID, STARTED_AT, large_fleet
from table import Table

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run.store import RunDirectory

_HOSTS = 10_000


def measure(lab, variables: dict) -> Iterator[Table]:
    table = Table(
        "Reports of a large run",
        "`playbooks/report.yml` over a run directory of one customer, with Ansible's own start. At most 20 s and 600 MB are wanted.",
        ("assessments", "wall, s", "CPU, s", "largest process, MB", "report.html, MB", "report.json, MB", "report.csv, MB"),
    )
    with tempfile.TemporaryDirectory(prefix="bench-state-") as state:
        _fill(Path(state))
        cost = playbook.report(state)
        folder = Path(state) / "reports" / RUN_ID / "mueller"
        sizes = [f"{os.path.getsize(folder / f'report.{kind}') / 1e6:.0f}" for kind in ("html", "json", "csv")]
        table.row(_HOSTS, f"{cost.wall:.1f}", f"{cost.cpu:.1f}", f"{cost.memory:.0f}", *sizes)
    yield table


def _fill(state: Path) -> None:
    fleet = list(large_fleet(_HOSTS))
    customers = {"mueller": {**CUSTOMERS["mueller"], "hosts": [one["host"] for one in fleet]}}
    directory = RunDirectory.create(state, {
        "format": 1, "run_id": RUN_ID, "status": "running", "started_at": STARTED_AT, "finished_at": None, "requirements": REQUIREMENTS,
        "trust_anchor": False, "customers": customers, "causes": [],
    })
    for one in fleet:
        directory.write_assessment(one)
    directory.mark("complete", STARTED_AT)
