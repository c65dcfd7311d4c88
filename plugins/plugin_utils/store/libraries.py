# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""SQLAlchemy, Alembic and the database's driver: loaded by whoever opens a store, since a run that needs none should not wait for them."""

from __future__ import annotations

from importlib import import_module


def require_sqlalchemy() -> None:
    """Raises an ImportError that names the remedy, if it is missing."""
    _require("requirements.txt", "sqlalchemy")


def load_sqlalchemy() -> None:
    """All of it that a store in SQLite needs, which is what most are. Raises ImportError likewise."""
    require_sqlalchemy()
    import_module("sqlalchemy.dialects.sqlite")


def require_alembic() -> None:
    """Raises an ImportError that names the remedy, if it is missing."""
    _require("requirements.txt", "alembic")


def require_psycopg() -> None:
    """Raises an ImportError that names the remedy, if PostgreSQL's driver is missing."""
    _require("requirements-postgresql.txt", "psycopg")


def _require(file: str, library: str) -> None:
    try:
        import_module(library)
    except ImportError as error:
        raise ImportError(
            f"The control node lacks a Python library of bauer_group.remote_maintenance ({error}). "
            f"Install those in the collection's {file} into the Python that runs ansible."
        ) from None
