# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The register of enrolments: at most one in force for each product of a host, and all that were before."""

from __future__ import annotations

import contextlib
import uuid
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.store import tables
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.store.enrolment import Enrolment

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.store.database import Database

_LOCK = 0x656E726F6C  # of all who change the register


class Enrolments:
    def __init__(self, database: Database) -> None:
        self._database = database

    def record(self, enrolment: Enrolment, event: str | None = None) -> bool:
        """Takes an enrolment in and returns whether that changed anything. Raises StoreError.

        It takes the place of an older one of the same host and product; one that is older than what is in force already
        becomes history at once. `event` names the act, so that the same one is never taken in twice.
        """
        event = event or str(uuid.uuid4())
        with self._changing() as connection:
            if self._knows(connection, event):
                return False
            before = self._in_force(connection, enrolment)
            if before is not None and before.says_the_same_as(enrolment):
                return False
            if before is not None and before.enrolled_at > enrolment.enrolled_at:
                enrolment = replace(enrolment, withdrawn_at=before.enrolled_at)
            elif before is not None:
                self._end(connection, before, enrolment.enrolled_at)
            connection.execute(tables.enrolments().insert().values(event=event, **enrolment.as_data()))
            return True

    def withdraw(self, customer: str, host: str, product: str, when: str) -> Enrolment | None:
        """Ends the enrolment that was in force then, and returns it; None where there was none. Raises StoreError."""
        with self._changing() as connection:
            before = self._in_force(connection, Enrolment(customer, host, product, when))
            if before is None or before.enrolled_at > when:
                return None
            self._end(connection, before, when)
            return replace(before, withdrawn_at=when)

    def of_customer(self, customer: str, history: bool = False) -> list[Enrolment]:
        """Those in force, by host and product; with `history` also those that were. Raises StoreError."""
        return self._read(tables.enrolments().c.customer == customer, history)

    def of_host(self, customer: str, host: str, history: bool = False) -> list[Enrolment]:
        table = tables.enrolments()
        return self._read((table.c.customer == customer) & (table.c.host == host), history)

    def of_product(self, like: Enrolment) -> Enrolment | None:
        """The one in force of the same customer, host and product. Raises StoreError."""
        with self._database.reading() as connection:
            return self._in_force(connection, like)

    def in_force(self) -> list[Enrolment]:
        """Of all customers."""
        return self._read(None, False)

    def _read(self, condition: object, history: bool) -> list[Enrolment]:
        from sqlalchemy import select

        table = tables.enrolments()
        query = select(*(table.c[name] for name in tables.ENROLMENT)).order_by(table.c.customer, table.c.host, table.c.product, table.c.id)
        if condition is not None:
            query = query.where(condition)
        if not history:
            query = query.where(table.c.withdrawn_at.is_(None))
        with self._database.reading() as connection:
            return [_enrolment(row) for row in connection.execute(query)]

    @contextlib.contextmanager
    def _changing(self) -> Iterator[Connection]:
        with self._database.writing() as connection:
            self._database.alone(connection, _LOCK)
            yield connection

    def _knows(self, connection: Connection, event: str) -> bool:
        from sqlalchemy import select

        table = tables.enrolments()
        return connection.execute(select(table.c.id).where(table.c.event == event)).first() is not None

    def _in_force(self, connection: Connection, like: Enrolment) -> Enrolment | None:
        from sqlalchemy import select

        table = tables.enrolments()
        row = connection.execute(select(*(table.c[name] for name in tables.ENROLMENT)).where(*_the_one_in_force(like))).first()
        return None if row is None else _enrolment(row)

    def _end(self, connection: Connection, enrolment: Enrolment, when: str) -> None:
        connection.execute(tables.enrolments().update().where(*_the_one_in_force(enrolment)).values(withdrawn_at=when))


def _the_one_in_force(like: Enrolment) -> tuple:
    table = tables.enrolments()
    return (table.c.customer == like.customer, table.c.host == like.host, table.c.product == like.product, table.c.withdrawn_at.is_(None))


def _enrolment(row: Any) -> Enrolment:
    return Enrolment(**{**row._mapping, "adopted": bool(row.adopted)})
