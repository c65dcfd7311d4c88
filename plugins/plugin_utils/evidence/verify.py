# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether the evidence is what was recorded: each record, its place in the chain, each signed head, and heads that others have kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.evidence import head, record
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.evidence.canonical import canonical, digest
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.evidence.head import Head, head_of
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.evidence.keys import Trusted
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.evidence.persons import Person, references
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.evidence.record import Link
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.history.outline import outline_of
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.store import tables
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.store.open import Store
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.store.text import storable

if TYPE_CHECKING:
    from sqlalchemy import Connection

PAGE = 1000  # rows


@dataclass(frozen=True)
class Kept:
    """A head that somebody has kept: `source` says where. Only what a report prints of it is compared."""

    sequence: int
    digest: str
    source: str


@dataclass
class Checked:
    """One customer's chain. `problem`: the first thing that does not fit, None where all does; `records`: how many fitted before it."""

    customer: str
    records: int = 0
    head: str | None = None
    since: int = 1
    erased: int = 0
    problem: str | None = None


@dataclass
class _Chain:
    """What one customer's records are held against."""

    heads: dict[int, Head]
    kept: dict[int, list[Kept]]
    persons: dict[str, Person]
    trusted: Trusted
    last: Link = field(default_factory=Link)


class _Wrong(Exception):
    """The first thing that does not fit."""


def verify(store: Store, trusted: Trusted, customers: Iterable[str] | None = None, kept: Mapping[str, Iterable[Kept]] | None = None) -> list[Checked]:
    """Every customer's chain ("" for hosts without one), or those of the named. `kept`: by customer, heads that were kept elsewhere. Raises StoreError."""
    kept = kept or {}
    with store.database.reading() as connection:
        names = _customers(connection) | set(kept) if customers is None else set(customers)
        return [_checked(connection, name, trusted, kept.get(name, ())) for name in sorted(names)]


def _checked(connection: Connection, customer: str, trusted: Trusted, kept: Iterable[Kept]) -> Checked:
    checked = Checked(customer)
    column = storable(customer)
    heads = list(_heads(connection, column))
    by_sequence: dict[int, list[Kept]] = {}
    for one in kept:
        by_sequence.setdefault(one.sequence, []).append(one)
    chain = _Chain({one.sequence: one for one in heads if one.kind == head.RUN}, by_sequence, _persons(connection, column), trusted)
    checked.erased = sum(person.name is None for person in chain.persons.values())
    try:
        _begin(checked, chain, [one for one in heads if one.kind == head.CHECKPOINT])
        for row in _records(connection, column):
            _check_record(chain, row)
            _check_heads(chain, chain.last)
            checked.records += 1
        _end(checked, chain)
    except _Wrong as wrong:
        checked.problem = str(wrong)
    return checked


def _begin(checked: Checked, chain: _Chain, checkpoints: list[Head]) -> None:
    """From the first record, or from the checkpoint up to which records were removed."""
    for one in checkpoints:
        if not one.is_signed(chain.trusted):
            raise _Wrong(f"the checkpoint at record {one.sequence} is {_unsigned(one, chain.trusted)}")
        if one.sequence > chain.last.sequence:
            chain.last = Link(one.sequence, one.digest)
    checked.since = chain.last.sequence + 1
    # What was removed cannot be compared any more; the signed heads of that time still can.
    for sequence, one in sorted(chain.heads.items()):
        if sequence <= chain.last.sequence:
            if not one.is_signed(chain.trusted):
                raise _Wrong(f"the head of run {one.run_id} at record {sequence} is {_unsigned(one, chain.trusted)}")
            _compare(chain.kept.pop(sequence, ()), Link(sequence, one.digest), f"the head of run {one.run_id}")
    for sequence, (first, *_others) in sorted(chain.kept.items()):
        if 0 < sequence <= chain.last.sequence:
            raise _Wrong(f"{first.source} names record {sequence}, which was removed by retention and was never the head of a run")


def _check_record(chain: _Chain, row: Mapping) -> None:
    expected = chain.last.sequence + 1
    what = f"assessment of {row['host']} in" if row["kind"] == record.ASSESSMENT else "end of"
    where = f"record {row['sequence']} ({what} run {row['run_id']})"
    if row["sequence"] != expected:
        raise _Wrong(f"record {expected} is missing; the next one there is {where}")
    if digest(row["record"]) != row["digest"]:
        raise _Wrong(f"{where} was changed: its SHA-256 is not the one that was noted")
    try:
        value = record.read(row["record"])
        outline = outline_of(value["content"]) if row["kind"] == record.ASSESSMENT else ""
    except (ValueError, KeyError, TypeError, AttributeError):
        raise _Wrong(f"{where} is none") from None
    if value.get("previous") != chain.last.digest:
        raise _Wrong(f"{where} does not follow the record before it")
    told = {"sequence": expected, **{key: row[key] for key in ("kind", "recorded_at", "at")}}
    names = {key: storable(str(value.get(key))) for key in ("customer", "run_id", "host")}
    if any(value.get(key) != content for key, content in told.items()) or any(row[key] != name for key, name in names.items()):
        raise _Wrong(f"{where} is filed under another name or time than its own")
    if row["outline"] != outline or row["content_digest"] != digest(canonical(value["content"])):
        raise _Wrong(f"{where}: what the history reads of it is not what it says")
    for reference in references(value["content"]):
        person = chain.persons.get(reference)
        if person is None or not person.fits:
            raise _Wrong(f"{where}: the name of a person in it was {'removed' if person is None else 'changed'}")
    chain.last = Link(expected, row["digest"])


def _check_heads(chain: _Chain, link: Link) -> None:
    signed = chain.heads.get(link.sequence)
    if signed is not None:
        if not signed.is_signed(chain.trusted):
            raise _Wrong(f"the head of run {signed.run_id} at record {link.sequence} is {_unsigned(signed, chain.trusted)}")
        if signed.digest != link.digest:
            raise _Wrong(f"record {link.sequence} was changed: the signed head of run {signed.run_id} names another SHA-256")
    _compare(chain.kept.pop(link.sequence, ()), link, "the chain")


def _end(checked: Checked, chain: _Chain) -> None:
    """Nothing was cut off: the last record is a signed head, and no head lies behind it."""
    beyond = [one.sequence for one in chain.heads.values() if one.sequence > chain.last.sequence] + [sequence for sequence in chain.kept if sequence > 0]
    if beyond:
        first = min(beyond)
        known = chain.kept.get(first)
        source = known[0].source if known else f"the signed head of run {chain.heads[first].run_id}"
        raise _Wrong(f"record {chain.last.sequence + 1} is missing: {source} names record {first}, and the chain ends at {chain.last.sequence}")
    if chain.last.sequence and chain.last.sequence not in chain.heads:
        raise _Wrong(f"record {chain.last.sequence} is the last one and no signed head covers it")
    checked.head = None if chain.last.digest is None else f"{chain.last.sequence}:{chain.last.digest}"


def _compare(kept: Iterable[Kept], link: Link, what: str) -> None:
    for one in kept:
        if one.digest != link.digest:
            raise _Wrong(f"record {link.sequence} is not the one that {one.source} names: {what} has {link.digest}")


def _unsigned(one: Head, trusted: Trusted) -> str:
    if one.key not in trusted.keys:
        return f"signed by the key {one.key[:16]}, which is not among the trusted ones"
    return "not signed by the key that it names"


def _customers(connection: Connection) -> set[str]:
    from sqlalchemy import select

    return {row[0] for table in (tables.records(), tables.heads()) for row in connection.execute(select(table.c.customer).distinct())}


def _heads(connection: Connection, customer: str) -> Iterator[Head]:
    from sqlalchemy import select

    table = tables.heads()
    for row in connection.execute(select(*(table.c[name] for name in tables.HEAD)).where(table.c.customer == customer)).mappings():
        yield head_of(row)


def _persons(connection: Connection, customer: str) -> dict[str, Person]:
    from sqlalchemy import select

    table = tables.persons()
    query = select(table.c.reference, table.c.salt, table.c.name).where(table.c.customer == customer)
    return {row.reference: Person(*row) for row in connection.execute(query)}


def _records(connection: Connection, customer: str) -> Iterator[Mapping]:
    from sqlalchemy import select

    table = tables.records()
    query = select(table).where(table.c.customer == customer).order_by(table.c.sequence)
    for rows in connection.execution_options(yield_per=PAGE).execute(query).mappings().partitions():
        yield from rows
