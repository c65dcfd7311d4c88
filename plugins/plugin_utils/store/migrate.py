# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The store's tables, brought to the form that this version knows; every change of theirs is a file in versions/."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.store.errors import StoreError
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.store.libraries import require_alembic

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.store.database import Database

HEAD = "r0003"
"""The newest file in versions/; a test holds them together. Named here so that a store which has it needs no Alembic."""

_HERE = Path(__file__).parent
_TABLE = "alembic_version"
_LOCK = 0x6D61696E74  # of all who migrate one database


def migrate(database: Database) -> None:
    """Raises StoreError where the database cannot be used, or was made by a newer version of the collection."""
    with database.reading() as connection:
        if _revision(connection) == HEAD:
            return
    with database.writing() as connection:
        database.alone(connection, _LOCK)
        revision = _revision(connection)
        if revision != HEAD:
            _upgrade(connection, revision)


def _revision(connection: Connection) -> str | None:
    from sqlalchemy import inspect, text

    if not inspect(connection).has_table(_TABLE):
        return None
    return connection.execute(text(f"SELECT version_num FROM {_TABLE}")).scalar()


def _upgrade(connection: Connection, present: str | None) -> None:
    require_alembic()
    from alembic.config import Config
    from alembic.runtime.environment import EnvironmentContext
    from alembic.script import ScriptDirectory
    from alembic.script.revision import ResolutionError

    config = Config()
    config.set_main_option("script_location", str(_HERE).replace("%", "%%"))
    scripts = ScriptDirectory.from_config(config)
    if present is not None:
        try:
            scripts.revision_map.get_revision(present)
        except ResolutionError:
            present = None
        if present is None:
            raise StoreError("the store was made by a newer version of bauer_group.remote_maintenance; update the collection on this control node")

    def steps(revision: str | tuple, _context: object) -> list:
        return scripts._upgrade_revs(HEAD, revision)

    with EnvironmentContext(config, scripts, fn=steps) as environment:
        environment.configure(connection=connection, version_table=_TABLE)
        environment.run_migrations()
