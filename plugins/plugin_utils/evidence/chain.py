# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One customer's chain in the store, for the length of a transaction in which nobody else writes to it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.evidence import head, record
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.evidence.canonical import canonical, digest
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.evidence.head import Head, head_of
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.evidence.keys import Signer
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.evidence.persons import Names, Person
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.evidence.record import Link, Record
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.store import tables
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.store.text import storable

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.store.database import Database

BATCH = 500  # records that are held in memory at a time


class Entry(NamedTuple):
    """What is to be recorded. `content` still holds persons' names."""

    kind: str
    host: str
    at: str
    outline: str
    content: Mapping[str, Any]


class Chain:
    def __init__(self, database: Database, connection: Connection, customer: str) -> None:
        self.customer = customer
        self._connection = connection
        self._column = storable(customer)
        database.alone(connection, _lock_of(customer))
        self.last = self._last()
        self._names = Names(self._persons())

    def append(self, run_id: str, recorded_at: str, entries: Iterable[Entry]) -> int:
        """Records what this chain does not hold yet, and returns how much that was."""
        known = self._known(run_id)
        made = self._made(run_id, recorded_at, entries, known)
        return sum(map(self._insert, iter(lambda: list(islice(made, BATCH)), [])))

    def head(self, run_id: str) -> Head | None:
        """The newest signed head of that run."""
        from sqlalchemy import select

        table = tables.heads()
        columns = (table.c[name] for name in tables.HEAD)
        found = select(*columns).where(table.c.customer == self._column, table.c.run_id == storable(run_id), table.c.kind == head.RUN)
        row = self._connection.execute(found.order_by(table.c.sequence.desc())).mappings().first()
        return None if row is None else head_of(row)

    def sign(self, signer: Signer, run_id: str, signed_at: str) -> Head:
        """The head of the chain as it is now."""
        made = Head.signed(signer, self._column, self.last.sequence, head.RUN, self.last.digest, storable(run_id), signed_at)
        self._connection.execute(tables.heads().insert().values(made.as_data()))
        return made

    def _made(self, run_id: str, recorded_at: str, entries: Iterable[Entry], known: set[tuple[str, str]]) -> Iterator[tuple[Record, str]]:
        for entry in entries:
            content = canonical(self._names.referred(entry.content))
            if known and (storable(entry.host), digest(content)) in known:
                continue
            made = record.make(self.last, self.customer, entry.kind, run_id, entry.host, recorded_at, entry.at, content)
            self.last = made.link
            yield made, entry.outline

    def _insert(self, batch: Iterable[tuple[Record, str]]) -> int:
        rows = [self._row(made, outline) for made, outline in batch]
        self._insert_persons()
        self._connection.execute(tables.records().insert(), rows)
        return len(rows)

    def _row(self, made: Record, outline: str) -> dict:
        return {
            "customer": self._column, "sequence": made.link.sequence, "digest": made.link.digest, "content_digest": made.content_digest,
            "kind": made.kind, "run_id": storable(made.run_id), "host": storable(made.host), "recorded_at": made.recorded_at, "at": made.at,
            "outline": outline, "record": made.text,
        }  # fmt: skip

    def _insert_persons(self) -> None:
        """Also notes up to which record a name is needed, so that it can go with the last of them."""
        table = tables.persons()
        added, self._names.added = self._names.added, []
        if added:
            rows = [{"customer": self._column, **asdict(one), "last_sequence": 0, "erased_at": None} for one in added]
            self._connection.execute(table.insert(), rows)
        used, self._names.used = self._names.used, set()
        if used:
            needed = table.update().where(table.c.customer == self._column, table.c.reference.in_(sorted(used)))
            self._connection.execute(needed.values(last_sequence=self.last.sequence))

    def _last(self) -> Link:
        """The last record; where all of them were removed, the checkpoint that says so."""
        from sqlalchemy import select

        for table in (tables.records(), tables.heads()):
            newest = select(table.c.sequence, table.c.digest).where(table.c.customer == self._column).order_by(table.c.sequence.desc()).limit(1)
            row = self._connection.execute(newest).first()
            if row is not None:
                return Link(row.sequence, row.digest)
        return Link()

    def _persons(self) -> Iterator[Person]:
        from sqlalchemy import select

        table = tables.persons()
        known = select(table.c.reference, table.c.salt, table.c.name).where(table.c.customer == self._column, table.c.name.is_not(None))
        for row in self._connection.execute(known):
            yield Person(*row)

    def _known(self, run_id: str) -> set[tuple[str, str]]:
        from sqlalchemy import select

        table = tables.records()
        recorded = select(table.c.host, table.c.content_digest).where(table.c.customer == self._column, table.c.run_id == storable(run_id))
        return {tuple(row) for row in self._connection.execute(recorded)}


def _lock_of(customer: str) -> int:
    """A number of 63 bits for PostgreSQL's advisory locks."""
    return int.from_bytes(hashlib.sha256(f"chain {customer}".encode(errors="surrogatepass")).digest()[:8], "big") >> 1
