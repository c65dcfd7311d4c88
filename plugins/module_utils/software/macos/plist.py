# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Property lists of macOS, as XML or binary, read so that no content of theirs can do harm."""

from __future__ import annotations

import plistlib
from contextlib import suppress

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.reading.files import read_bytes

LIMIT = 1024 * 1024


def read_plist(root: str, path: str, limit: int = LIMIT) -> dict:
    """Return the dictionary in a property list, an empty one for anything else; raises OSError where it cannot be opened."""
    content = read_bytes(root, path, limit)
    # Entities are what an XML bomb is made of; plistlib refuses them only in newer versions of Python.
    if b"<!ENTITY" in content:
        return {}
    found = None
    # Whatever arbitrary bytes make of the two parsers behind it.
    with suppress(Exception):
        found = plistlib.loads(content)
    return found if isinstance(found, dict) else {}


def text_of(found: dict, key: str) -> str:
    """Return a text value, empty where there is none."""
    value = found.get(key)
    return value if isinstance(value, str) else ""
