# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The store: one database of all that has to outlive a run."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Self

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.store.database import Database
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.store.enrolments import Enrolments
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.store.libraries import require_sqlalchemy
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.store.migrate import migrate
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.store.spool import Spool
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.store.url import FILE, store_url


class Store:
    """`problems`: lines on what was found in the spool and could not be taken in."""

    def __init__(self, database: Database, spool: Spool) -> None:
        self.database = database
        self._spool = spool
        self.problems: list[str] = []

    @cached_property
    def enrolments(self) -> Enrolments:
        return Enrolments(self.database)

    @cached_property
    def store_id(self) -> str:
        """Tells this database from another that the same runs could be recorded in. Raises StoreError."""
        from sqlalchemy import text

        with self.database.reading() as connection:
            return connection.execute(text("SELECT id FROM store")).scalar_one()

    def __enter__(self) -> Self:
        migrate(self.database)
        self._spool.make_room()
        self.problems = self._spool.take_in(self.enrolments)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.database.close()


def open_store(state_dir: Path, url: str | None = None) -> Store:
    """To be used in a `with`, which takes in what an earlier run could not write. Raises StoreError, or ImportError for a missing library."""
    require_sqlalchemy()
    return Store(Database(store_url(url, state_dir)), Spool(state_dir))


def store_exists(state_dir: Path, url: str | None = None) -> bool:
    """Whether there can be anything in it; asked without loading a library."""
    return bool(url) or (state_dir / FILE).exists() or (state_dir / "spool").exists()
