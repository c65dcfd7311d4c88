# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A run directory made of the evidence, for reports on runs whose own directory is gone: those of AWX's jobs, and their slices."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.evidence import head, record
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.evidence.head import Head, head_of
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.evidence.persons import named
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.evidence.record_run import note_recorded
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.evidence.sightings import sightings
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.history.document import write_history
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.history.history import STALE_AFTER, History
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.history.months import Months
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run import clock, files
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run.store import ABORTED, COMPLETE, RunDirectory, RunError, runs_directory
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.store import tables
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.store.open import Store
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.store.text import storable

if TYPE_CHECKING:
    from sqlalchemy import Connection


def restore(store: Store, state_dir: Path, run_id: str | None = None, stale_after: int = STALE_AFTER) -> RunDirectory:
    """The run of that id, else the newest one recorded; a directory that is there already stays as it is. Raises RunError and StoreError."""
    with store.database.reading() as connection:
        run_id = run_id or _newest(connection)
        final = runs_directory(state_dir) / str(run_id)
        if (final / "run.json").exists():
            return RunDirectory.load(final)
        heads = _heads(connection, run_id)
        if not heads:
            raise RunError(f"the evidence holds no run {run_id}" if run_id else "the evidence holds no run yet")
        beside = RunDirectory(final.with_name(f".{run_id}.{secrets.token_hex(6)}"))
        files.make_private_directory(beside.path)
        try:
            summaries = _write_assessments(connection, beside, run_id)
            note_recorded(store, beside, heads)
            beside.write_run(_merged(summaries))
            for customer in heads:
                _write_history(store, beside, customer, heads[customer], run_id, stale_after)
            os.rename(beside.path, final)
        except OSError:
            # Another process may have been faster.
            if not (final / "run.json").exists():
                raise
        finally:
            shutil.rmtree(beside.path, ignore_errors=True)
    return RunDirectory.load(final)


def _newest(connection: Connection) -> str | None:
    from sqlalchemy import select

    table = tables.heads()
    return connection.execute(select(table.c.run_id).where(table.c.kind == head.RUN).order_by(table.c.signed_at.desc()).limit(1)).scalar()


def _heads(connection: Connection, run_id: str | None) -> dict[str, Head]:
    """By customer; of several parts of a run the last."""
    from sqlalchemy import select

    table = tables.heads()
    query = select(*(table.c[name] for name in tables.HEAD)).where(table.c.kind == head.RUN, table.c.run_id == storable(run_id or ""))
    return {row["customer"]: head_of(row) for row in connection.execute(query.order_by(table.c.sequence)).mappings()}


def _write_assessments(connection: Connection, run: RunDirectory, run_id: str) -> list[dict]:
    """Writes them as they were, with the names that were not erased, and returns what the run said of itself, once for each part of it."""
    summaries = []
    names: dict[str, dict[str, str | None]] = {}
    for customer, kind, text in _records(connection, run_id):
        if customer not in names:
            names[customer] = _names(connection, customer)
        content = named(record.read(text)["content"], names[customer])
        if kind == record.ASSESSMENT:
            run.write_assessment(content)
        else:
            summaries.append({**content, "customer_id": customer or None})
    return summaries


def _records(connection: Connection, run_id: str) -> Iterator[tuple[str, str, str]]:
    from sqlalchemy import select

    table = tables.records()
    query = select(table.c.customer, table.c.kind, table.c.record).where(table.c.run_id == storable(run_id))
    for row in connection.execute(query.order_by(table.c.customer, table.c.sequence)).fetchall():
        yield tuple(row)


def _names(connection: Connection, customer: str) -> dict[str, str | None]:
    from sqlalchemy import select

    table = tables.persons()
    return {row.reference: row.name for row in connection.execute(select(table.c.reference, table.c.name).where(table.c.customer == customer))}


def _merged(summaries: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """One run.json of what the run's parts said. Complete only where all of them were."""
    summaries = list(summaries)
    runs = [summary["run"] for summary in summaries]
    customers: dict[str, dict] = {}
    causes: dict[tuple[str, str | None], dict] = {}
    for summary in summaries:
        if summary["customer_id"] is not None and summary["customer"] is not None:
            _add_customer(customers, summary["customer_id"], summary["customer"])
        for cause in summary["run"]["causes"]:
            before = causes.get((cause["id"], cause["customer"]), {"findings": 0, "hosts": 0})
            causes[cause["id"], cause["customer"]] = {**cause, **{name: cause[name] + before[name] for name in ("findings", "hosts")}}
    complete = all(run["status"] == COMPLETE for run in runs)
    return {
        **runs[0],
        "status": COMPLETE if complete else ABORTED,
        "started_at": min(run["started_at"] for run in runs),
        "finished_at": max(run["finished_at"] for run in runs) if complete else None,
        "requirements": list(dict.fromkeys(name for run in runs for name in run["requirements"])),
        "trust_anchor": any(run["trust_anchor"] for run in runs),
        "customers": customers,
        "causes": list(causes.values()),
    }


def _add_customer(customers: dict[str, dict], customer: str, entry: Mapping[str, Any]) -> None:
    before = customers.get(customer, {"hosts": [], "contract_errors": []})
    both = {name: [*before[name], *entry.get(name, [])] for name in ("hosts", "contract_errors")}
    customers[customer] = {**entry, "hosts": sorted(set(both["hosts"])), "contract_errors": list(dict.fromkeys(both["contract_errors"]))}


def _write_history(store: Store, run: RunDirectory, customer: str, last: Head, run_id: str, stale_after: int) -> None:
    history = History(clock.now(), Months(), stale_after)
    history.add(sightings(store, customer or None, but_run=run_id))
    history.add_run(sightings(store, customer or None, run_id=run_id))
    write_history(run, customer or None, history.as_data(customer or None, last.as_shown()))
