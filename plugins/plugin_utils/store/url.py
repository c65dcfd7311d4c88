# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the store is: a URL of SQLite or PostgreSQL, by default a file of the state directory."""

from __future__ import annotations

import ipaddress
from pathlib import Path
from typing import TYPE_CHECKING

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.store.errors import StoreError

if TYPE_CHECKING:
    from sqlalchemy import URL

FILE = "store.sqlite"
ALLOWED_ELSEWHERE = "postgresql://<user>:<password>@<host>:<port>/<database>"
ALLOWED = f"sqlite:///<absolute path> or {ALLOWED_ELSEWHERE}"
_DRIVERS = {"sqlite": "sqlite", "postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg", "postgresql+psycopg": "postgresql+psycopg"}


def store_url(given: str | None, state_dir: Path) -> URL:
    """The store's URL with its driver. Raises StoreError, which shows nothing of what was given."""
    from sqlalchemy import URL, make_url
    from sqlalchemy.exc import ArgumentError

    if not given:
        return URL.create("sqlite", database=str(Path(state_dir).expanduser().resolve() / FILE))
    try:
        url = make_url(given)
    except (ArgumentError, ValueError):
        raise StoreError(f"maintenance_store_url cannot be read as a URL; allowed is {ALLOWED}") from None
    if url.drivername not in _DRIVERS:
        raise StoreError(f"maintenance_store_url names no database that is supported; allowed is {ALLOWED}")
    if url.drivername == "sqlite" and (not url.database or not Path(url.database).is_absolute()):
        raise StoreError("maintenance_store_url names no absolute path of a SQLite file; allowed is sqlite:///<absolute path>, with four slashes")
    if url.drivername != "sqlite" and not url.database:
        raise StoreError(f"maintenance_store_url names no database; allowed is {ALLOWED}")
    return url.set(drivername=_DRIVERS[url.drivername])


def shown(url: URL) -> str:
    """The store as messages name it: without user, password and options."""
    if url.drivername == "sqlite":
        return str(url.database)
    return f"PostgreSQL's database {url.database} on {url.host or 'this machine'}"


def is_local(url: URL) -> bool:
    """Whether the store is on this machine, or on the container that stands for it."""
    if url.drivername == "sqlite":
        return True
    hosts = [host for given in (url.host, *_all(url.query.get("host")), *_all(url.query.get("hostaddr"))) if given for host in given.split(",")]
    return not hosts or any(_is_this_machine(host) for host in hosts)


def _all(value: str | tuple[str, ...] | None) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else value or ()


def _is_this_machine(host: str) -> bool:
    if host.startswith(("/", "@")) or host.casefold().rstrip(".") in ("localhost", "localhost.localdomain"):
        return True
    try:
        address = ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified
