# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a run leaves behind and what it is held against: earlier runs in the store, and this one once it has ended."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.evidence.head import Head
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.evidence.keys import signer
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.evidence.record import NOBODY
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.evidence.record_run import not_recorded, record_run
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.evidence.retention import cut
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.evidence.sightings import sightings
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.history.document import write_history
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.history.history import STALE_AFTER, History
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.history.months import Months
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run import clock
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run.store import RunDirectory, RunError
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.store.errors import StoreError
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.store.open import Store, open_store

_FAILURES = (StoreError, RunError, ImportError, OSError)


@dataclass(frozen=True)
class Place:
    """Where evidence goes. `key`: path of the signing key, None for the state directory's own; `keep_days`: None for ever."""

    state_dir: Path
    store_url: str | None = None
    key: str | None = None
    keep_days: int | None = None
    stale_after: int = STALE_AFTER


class Memory:
    """Used in a `with`. What fails is a line of `problems`, and nothing more is tried; the run directory stays, and the next run takes it in."""

    def __init__(self, place: Place) -> None:
        self.problems: list[str] = []
        self._place = place
        self._store: Store | None = None
        self._now = clock.now()
        self._histories: dict[str | None, History] = {}

    def __enter__(self) -> Self:
        self._try(self._open)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._close()

    def earlier(self, run: RunDirectory, customers: Iterable[str | None]) -> dict[str | None, dict[str, dict[str, str]]]:
        """By customer and host, what was last known of each requirement before this run. Records what earlier runs left unrecorded."""
        self._try(lambda: self._take_in(run))
        self._try(lambda: self._read(run, customers))
        return {customer: history.statuses() for customer, history in self._histories.items()}

    def record(self, run: RunDirectory) -> None:
        """Records the run, and leaves in its directory what reports tell of its history."""
        self._try(lambda: self._record(run))

    def _try(self, work: Callable[[], Any]) -> None:
        if self.problems and self._store is None:
            return
        try:
            work()
        except _FAILURES as error:
            self.problems.append(f"the evidence could not be recorded, the next run tries again: {error}")
            self._close()

    def _open(self) -> None:
        self._store = open_store(self._place.state_dir, self._place.store_url).__enter__()
        self._signer = signer(self._place.state_dir, self._place.key)
        self.problems += self._store.problems

    def _close(self) -> None:
        if self._store is not None:
            self._store.__exit__(None, None, None)
            self._store = None

    def _take_in(self, run: RunDirectory) -> None:
        runs, problems = not_recorded(self._store, self._place.state_dir, run.run_id)
        self.problems += problems
        for earlier in runs:
            try:
                record_run(self._store, earlier, self._signer)
            except RunError as error:
                self.problems.append(f"an earlier run could not be recorded: {error}")

    def _read(self, run: RunDirectory, customers: Iterable[str | None]) -> None:
        months = Months()
        for customer in customers:
            history = History(self._now, months, self._place.stale_after)
            history.add(sightings(self._store, customer, but_run=run.run_id))
            self._histories[customer] = history

    def _record(self, run: RunDirectory) -> None:
        heads = record_run(self._store, run, self._signer)
        for customer, history in self._histories.items():
            head: Head | None = heads.get(NOBODY if customer is None else customer)
            history.add_run(sightings(self._store, customer, run_id=run.run_id))
            write_history(run, customer, history.as_data(customer, head and head.as_shown()))
        if self._place.keep_days is not None:
            for customer in heads:
                cut(self._store, customer, self._signer, self._place.keep_days, self._now)
