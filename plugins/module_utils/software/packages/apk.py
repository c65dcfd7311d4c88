# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Alpine Linux's package database: /lib/apk/db/installed, and below /usr since Alpine 3.22."""

from __future__ import annotations

import re
from typing import Iterator

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.reading.files import read_bytes
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.software.packages.package import Package, Wanted

_PLACES = ("/lib/apk/db/installed", "/usr/lib/apk/db/installed")
_LIMIT = 64 * 1024 * 1024
_FIELD = re.compile(rb"^([PV]):([^\r\n]{0,300})", re.MULTILINE)


def installed(root: str, wanted: Wanted) -> Iterator[Package]:
    """Yield the wanted packages; raises OSError where there is no such database."""
    for stanza in _database(root).split(b"\n\n"):
        fields = dict(_FIELD.findall(stanza))
        name = fields.get(b"P", b"").strip().decode("utf-8", "replace")
        if name and wanted(name):
            yield Package(name, fields.get(b"V", b"").strip().decode("utf-8", "replace"))


def _database(root: str) -> bytes:
    try:
        return read_bytes(root, _PLACES[0], _LIMIT)
    except FileNotFoundError:
        return read_bytes(root, _PLACES[1], _LIMIT)
