# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The recorded assessments of a customer, as the history reads them."""

from __future__ import annotations

from collections.abc import Iterator

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.evidence import record
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.history.history import Sighting
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.store import tables
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.store.open import Store
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.store.text import storable

PAGE = 5000  # rows


def sightings(store: Store, customer: str | None, run_id: str | None = None, but_run: str | None = None) -> Iterator[Sighting]:
    """In the order of recording: of one run, of all but one, or of all. Raises StoreError."""
    from sqlalchemy import select

    table = tables.records()
    query = (
        select(table.c.host, table.c.at, table.c.run_id, table.c.outline)
        .where(table.c.customer == storable(customer or record.NOBODY), table.c.kind == record.ASSESSMENT)
        .order_by(table.c.sequence)
    )
    if run_id is not None:
        query = query.where(table.c.run_id == storable(run_id))
    if but_run is not None:
        query = query.where(table.c.run_id != storable(but_run))
    with store.database.reading() as connection:
        for rows in connection.execution_options(yield_per=PAGE).execute(query).partitions():
            yield from map(Sighting._make, rows)
