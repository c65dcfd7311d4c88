# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long evidence is kept: what is older is cut off at the end of a run, and a signed checkpoint says up to where."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.evidence import head
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.evidence.chain import Chain
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.evidence.head import Head
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.evidence.keys import Signer
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run import clock
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.store import tables
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.store.open import Store
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.store.text import storable

if TYPE_CHECKING:
    from sqlalchemy import Connection

GRACE = timedelta(days=7)
"""What goes is gone for good, so what says that it is old must itself be as old as this: a clock that has jumped ahead can be noticed before."""


def cut(store: Store, customer: str, signer: Signer, days: int, now: datetime) -> Head | None:
    """Removes the runs of a customer ("" for none) that were more than `days` old when the newest run before the last `GRACE` was signed.

    Never the last of them; returns the checkpoint. Raises StoreError.
    """
    with store.database.writing() as connection:
        Chain(store.database, connection, customer)  # nobody else writes to it until this ends
        column = storable(customer)
        last = _last_old_run(connection, column, timedelta(days=days), now)
        if last is None:
            return None
        checkpoint = Head.signed(signer, column, last.sequence, head.CHECKPOINT, last.digest, last.run_id, clock.written(now))
        heads, records, persons = tables.heads(), tables.records(), tables.persons()
        # The heads stay: a report of that time can still be held against them.
        connection.execute(heads.delete().where(heads.c.customer == column, heads.c.kind == head.CHECKPOINT))
        connection.execute(heads.insert().values(checkpoint.as_data()))
        connection.execute(records.delete().where(records.c.customer == column, records.c.sequence <= last.sequence))
        connection.execute(persons.delete().where(persons.c.customer == column, persons.c.last_sequence <= last.sequence))
        return checkpoint


def _last_old_run(connection: Connection, customer: str, age: timedelta, now: datetime):
    """The end of the last run that is too old, if there is something to remove.

    What stands behind a run that is younger is younger too, whatever a clock that had gone back made of it. A clock that was ahead is not believed.
    """
    from sqlalchemy import func, select

    heads, records = tables.heads(), tables.records()
    theirs = (heads.c.customer == customer) & (heads.c.kind == head.RUN)
    earlier = select(heads.c.signed_at).where(theirs, heads.c.signed_at <= clock.written(now - GRACE))
    witness = connection.execute(earlier.order_by(heads.c.sequence.desc()).limit(1)).scalar()
    try:
        moment = clock.written(clock.read(witness or "") - age)
    except ValueError:
        return None  # nobody yet, or a head that was tampered with, which verification names
    first_kept = connection.execute(select(func.min(heads.c.sequence)).where(theirs, heads.c.signed_at.between(moment, clock.written(now)))).scalar_one()
    old = select(heads).where(theirs, heads.c.signed_at < moment, heads.c.sequence < first_kept)
    found = connection.execute(old.order_by(heads.c.sequence.desc()).limit(1)).first()
    if found is None:
        return None
    left = select(records.c.sequence).where(records.c.customer == customer, records.c.sequence <= found.sequence).limit(1)
    return None if connection.execute(left).first() is None else found
