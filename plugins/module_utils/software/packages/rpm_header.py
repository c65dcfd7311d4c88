# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""An RPM header as the databases store it: an index of tags, then their values.

Source: docs/manual/format_header of rpm (github.com/rpm-software-management/rpm).
"""

from __future__ import annotations

import struct

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.software.packages.package import Package

_NAME, _VERSION, _RELEASE = 1000, 1001, 1002
_STRING = 6
_MOST_ENTRIES = 4096
_LONGEST = 300


def read_header(content: bytes, begin: int = 0, end: int | None = None) -> Package | None:
    """Return the package whose header lies from `begin` to `end`, or None for bytes that are no header."""
    end = min(len(content), len(content) if end is None else end)
    if end - begin < 8:
        return None
    count, size = struct.unpack_from(">II", content, begin)
    values = begin + 8 + 16 * count
    if not 0 < count <= _MOST_ENTRIES or values > end:
        return None
    end = min(end, values + size)
    found = {}
    for place in range(begin + 8, values, 16):
        tag, kind, offset = struct.unpack_from(">IIi", content, place)
        if kind == _STRING and tag in (_NAME, _VERSION, _RELEASE) and 0 <= offset and values + offset < end:
            start = values + offset
            found[tag] = bytes(content[start : min(start + _LONGEST, end)]).split(b"\0", 1)[0].decode("utf-8", "replace")
    if not found.get(_NAME):
        return None
    return Package(found[_NAME], "-".join(part for part in (found.get(_VERSION), found.get(_RELEASE)) if part))
