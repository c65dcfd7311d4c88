# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What it costs to record a large run, and to tell the history of a year, on SQLite and on PostgreSQL. Needs no lab."""
from __future__ import annotations

import contextlib
import multiprocessing
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from samples.made_up_fleet import CUSTOMERS, REQUIREMENTS, assessment, finding, large_fleet
from samples.postgresql import PostgreSQL, obstacle
from table import Table

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.evidence import record
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.evidence.chain import Chain, Entry
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.evidence.keys import signer
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.evidence.memory import Memory, Place
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.evidence.record_run import record_run
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.history.outline import outline_of
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.publish import Publisher
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.roster import Roster
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run import clock
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run.store import RunDirectory
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.store.open import open_store

_RECORDED = 10_000
_HOSTS = 500
_DAYS = (182, 365)
_BEGINNING = datetime(2025, 11, 1, 5, tzinfo=UTC)


def measure(lab: object, variables: dict) -> Iterator[Table]:
    recording = Table(
        "Recording a large run",
        f"{_RECORDED} assessments of one customer, from the run directory into the store. At most 10 s are wanted.",
        ("store", "wall, s", "CPU, s", "memory, MB"),
    )
    history = Table(
        "History of a year",
        f"The end of a run over {_HOSTS} hosts after daily runs: recording, history, reports. At most 30 s and 600 MB are wanted, and linear growth.",
        ("store", "assessments", "wall, s", "CPU, s", "memory, MB"),
    )
    for name, url in _stores():
        with tempfile.TemporaryDirectory(prefix="bench-evidence-") as state:
            recording.row(name, *_apart(_recorded, Path(state), url()))
        for days in _DAYS:
            with tempfile.TemporaryDirectory(prefix="bench-evidence-") as state:
                place = Place(Path(state), url())
                _fill(place, days)
                history.row(name, days * _HOSTS, *_apart(_told, place, days))
    yield recording
    yield history


def _stores() -> Iterator[tuple[str, Callable[[], str | None]]]:
    yield "SQLite", lambda: None
    if obstacle() is None:
        server = PostgreSQL()
        try:
            server.create()
            yield "PostgreSQL", server.new_database
        finally:
            server.remove()


def _apart(work: Callable, *arguments: object) -> list[str]:
    """Wall, CPU and memory of what `work` prepares, in a process of its own; a database's server is not in the CPU."""
    receiver, sender = multiprocessing.Pipe(duplex=False)

    def run() -> None:
        with work(*arguments) as prepared:
            begun, spent = time.monotonic(), time.process_time()
            prepared()
            sender.send((time.monotonic() - begun, time.process_time() - spent, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))

    process = multiprocessing.get_context("fork").Process(target=run)
    process.start()
    sender.close()
    wall, cpu, memory = receiver.recv()
    process.join()
    return [f"{wall:.1f}", f"{cpu:.1f}", f"{memory:.0f}"]


@contextlib.contextmanager
def _recorded(state: Path, url: str | None) -> Iterator[Callable]:
    run = _run(state, 0, list(large_fleet(_RECORDED)))
    with open_store(state, url) as store:
        yield partial(record_run, store, run, signer(state))


@contextlib.contextmanager
def _told(place: Place, days: int) -> Iterator[Callable]:
    run = _run(place.state_dir, days, [_of_day(host, days) for host in range(_HOSTS)])

    def tell() -> None:
        with Memory(place) as memory:
            memory.earlier(run, ["mueller"])
            memory.record(run)
        if memory.problems:
            raise RuntimeError(memory.problems)
        Publisher(run, place.state_dir, place.state_dir / "reports").publish("mueller", Roster(run).members["mueller"])

    yield tell


def _run(state: Path, day: int, fleet: list[dict]) -> RunDirectory:
    run = {
        "format": 1, "run_id": _run_id(day), "status": "running", "started_at": _moment(day), "finished_at": None, "requirements": REQUIREMENTS,
        "trust_anchor": False, "customers": {"mueller": {**CUSTOMERS["mueller"], "hosts": [one["host"] for one in fleet]}}, "causes": [],
    }  # fmt: skip
    directory = RunDirectory.create(state, run)
    for one in fleet:
        directory.write_assessment({**one, "run_id": run["run_id"]})
    directory.mark("complete", _moment(day))
    return directory


def _fill(place: Place, days: int) -> None:
    """Daily runs in the store alone, as they would have been recorded."""
    with open_store(place.state_dir, place.store_url) as store:
        key = signer(place.state_dir)
        for day in range(days):
            with store.database.writing() as connection:
                chain = Chain(store.database, connection, "mueller")
                chain.append(_run_id(day), _moment(day), map(_entry, (_of_day(host, day) for host in range(_HOSTS))))
                chain.sign(key, _run_id(day), _moment(day))


def _entry(one: dict) -> Entry:
    return Entry(record.ASSESSMENT, one["host"], one["assessed_at"], outline_of(one), one)


def _of_day(host: int, day: int) -> dict:
    """Every host has a bad day in ten, each on another day."""
    bad = (host + day) % 10 == 0
    findings = [finding("dns.tcp", "unmet", "dns_tcp_silent", data={"resolvers": ["192.168.10.1:53"], "silent": ["192.168.10.1:53"]})] if bad else []
    return {**assessment(f"host{host:03d}", "mueller", findings), "assessed_at": _moment(day), "run_id": _run_id(day)}


def _moment(day: int) -> str:
    return clock.written(_BEGINNING + timedelta(days=day))


def _run_id(day: int) -> str:
    return f"day-{day:04d}"
