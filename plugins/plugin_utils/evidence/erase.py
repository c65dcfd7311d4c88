# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A person's name, erased from the evidence: the chain holds its hash only, and stays whole."""

from __future__ import annotations

from dataclasses import dataclass

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run import clock
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.store import tables
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.store.open import Store
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.store.text import storable


@dataclass(frozen=True)
class Erased:
    """`names`: how often it was there; `traces`: whether the database's files may still hold it, though nobody can ask for it any more."""

    names: int
    traces: bool


def erase(store: Store, customer: str, name: str, dry: bool = False) -> Erased:
    """Erases the name, and the salt without which its hash tells nothing. Raises StoreError."""
    from sqlalchemy import func, select

    table = tables.persons()
    theirs = (table.c.customer == storable(customer)) & (table.c.name == storable(name))
    with store.database.writing() as connection:
        found = connection.execute(select(func.count()).select_from(table).where(theirs)).scalar_one()
        if found and not dry:
            connection.execute(table.update().where(theirs).values(name=None, salt=None, erased_at=clock.written(clock.now())))
    if dry:
        return Erased(found, traces=False)
    swept = store.database.sweep()  # also where the name is gone already: a first call may not have come to it
    return Erased(found, traces=not swept and (found > 0 or store.database.is_sqlite))
