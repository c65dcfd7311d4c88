# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""RPM's database of Fedora, RHEL 9 and newer: rpmdb.sqlite."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from typing import Iterator
from urllib.parse import quote

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.reading.files import below
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.software.packages.package import Package, UnreadableDatabase, Wanted
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.software.packages.rpm_header import read_header

# The head of a header holds name and version; the lists of files behind it are not read.
_HEAD = 64 * 1024
_SECONDS = 0.5


def installed(root: str, path: str, wanted: Wanted) -> Iterator[Package]:
    """Yield the wanted packages of the database at `path`; raises UnreadableDatabase."""
    try:
        with closing(_opened(below(root, path))) as database:
            names = database.execute("SELECT key, hnum FROM Name").fetchall()
            numbers = {number for name, number in names if isinstance(name, str) and wanted(name)}
            for number in sorted(numbers):
                for (blob,) in database.execute("SELECT substr(blob, 1, ?) FROM Packages WHERE hnum = ?", (_HEAD, number)):
                    package = read_header(blob) if isinstance(blob, bytes) else None
                    if package is not None:
                        yield package
    except (sqlite3.Error, TypeError) as problem:
        raise UnreadableDatabase(f"sqlite: {type(problem).__name__}") from problem


def _opened(path: str) -> sqlite3.Connection:
    """Open so that nothing is written beside the database and nobody is waited for long."""
    # A write-ahead log in use must be read along; without one the file can be taken as it is.
    logged = os.path.exists(path + "-shm") and os.path.exists(path + "-wal") and os.path.getsize(path + "-wal") > 0
    mode = "mode=ro" if logged else "mode=ro&immutable=1"
    return sqlite3.connect(f"file:{quote(path)}?{mode}", uri=True, timeout=_SECONDS)
