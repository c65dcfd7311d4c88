# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The connection to the database: transactions that read, transactions that write, and errors that people can read."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run import files
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.store.errors import StoreError
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.store.libraries import require_psycopg
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.store.url import shown

if TYPE_CHECKING:
    from sqlalchemy import URL, Connection, Engine

PATIENCE = 60  # seconds that a writer waits for another
NETWORK = {"connect_timeout": 10, "keepalives_idle": 30, "keepalives_interval": 10, "keepalives_count": 3, "tcp_user_timeout": 60_000}
"""libpq's; all in seconds but the last, in milliseconds. A server that is gone without a word must not hang a run."""

_BEGIN = "maintenance_begin"


class Database:
    """`reading` and `writing` give a connection in a transaction of its own; whatever goes wrong in one comes out as a StoreError."""

    def __init__(self, url: URL) -> None:
        self.is_sqlite = url.drivername == "sqlite"
        self._url = url
        self._engine = self._sqlite() if self.is_sqlite else self._postgresql()
        self._reader = self._engine if self.is_sqlite else self._engine.execution_options(isolation_level="REPEATABLE READ")

    @contextlib.contextmanager
    def reading(self) -> Iterator[Connection]:
        """Sees the database as it is at the beginning, whoever writes meanwhile."""
        with self._errors_explained(), self._reader.begin() as connection:
            yield connection

    @contextlib.contextmanager
    def writing(self) -> Iterator[Connection]:
        """In SQLite the only writer; in PostgreSQL whoever needs that locks rows, or takes `alone`."""
        with self._errors_explained(), self._engine.execution_options(**{_BEGIN: "BEGIN IMMEDIATE"}).begin() as connection:
            yield connection

    def alone(self, connection: Connection, lock: int) -> None:
        """Makes everybody else who asks for the same lock wait until this transaction ends."""
        from sqlalchemy import func, select

        if not self.is_sqlite:
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{PATIENCE}s'")
            connection.execute(select(func.pg_advisory_xact_lock(lock)))

    def sweep(self) -> bool:
        """Takes what was overwritten out of the files too; False where it may still be there.

        SQLite keeps it in its log as long as anybody reads what was before. PostgreSQL keeps it until it vacuums the table. Raises StoreError.
        """
        if not self.is_sqlite:
            return False
        # Inside a transaction there is no checkpoint.
        with self._errors_explained(), self._engine.execution_options(**{_BEGIN: None}).connect() as connection:
            busy, _frames, _moved = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()
        return not busy

    def close(self) -> None:
        self._engine.dispose()

    def _sqlite(self) -> Engine:
        from sqlalchemy import create_engine, event
        from sqlalchemy.pool import NullPool

        path = self._url.database
        try:
            files.make_private_directory(os.path.dirname(path))
            # The database's further files take their mode from this one.
            os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
        except OSError as error:
            raise StoreError(f"the store {path} cannot be opened: {error.strerror}") from None
        engine = create_engine(self._url, poolclass=NullPool, connect_args={"timeout": PATIENCE}, hide_parameters=True)

        @event.listens_for(engine, "connect")
        def set_up(connection: Any, _record: object) -> None:
            # SQLAlchemy begins transactions below; the driver would begin them late and as readers.
            connection.isolation_level = None
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA secure_delete = ON")  # an erased name is not to be left in the file

        @event.listens_for(engine, "begin")
        def begin(connection: Connection) -> None:
            statement = connection.get_execution_options().get(_BEGIN, "BEGIN")
            if statement is not None:
                connection.exec_driver_sql(statement)

        return engine

    def _postgresql(self) -> Engine:
        from sqlalchemy import create_engine
        from sqlalchemy.pool import NullPool

        require_psycopg()
        network = {name: value for name, value in NETWORK.items() if name not in self._url.query}
        return create_engine(self._url, poolclass=NullPool, connect_args=network, hide_parameters=True)

    @contextlib.contextmanager
    def _errors_explained(self) -> Iterator[None]:
        from sqlalchemy.exc import DBAPIError, SQLAlchemyError

        try:
            yield
        except DBAPIError as error:
            description = str(error.orig)
        except SQLAlchemyError as error:
            description = str(error)
        else:
            return
        # Without the error itself: what it names may hold the URL, and Ansible shows a whole chain of errors.
        raise StoreError(f"the store ({shown(self._url)}) cannot be used: {self._without_password(description)}") from None

    def _without_password(self, text: str) -> str:
        secrets = [self._url.password, *(value for key, value in self._url.query.items() if "pass" in key or "key" in key)]
        for secret in secrets:
            if isinstance(secret, str) and secret:
                text = text.replace(secret, "***")
        return " ".join(text.split())[:1000]
