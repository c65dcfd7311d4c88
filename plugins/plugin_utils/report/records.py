# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A report's hosts, kept small: a fleet of ten thousand hosts as plain dicts would take more than half a gigabyte."""

from __future__ import annotations

import json
import marshal
import re
from collections.abc import Iterator

_DIGITS = re.compile(r"(\d+)")


def canonical(value: object) -> bytes:
    """Return the one JSON text of `value`: sorted keys, no blanks, ASCII only (so also safe to print to a terminal)."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False).encode("ascii")


class HostRecords:
    """The hosts of one report (dicts as in report.json), iterable as often as needed, in the order of their names.

    In memory they are packed by marshal, which reads them back twice as fast as JSON from half the space: every form of the report asks for all.
    """

    def __init__(self) -> None:
        self._packed: list[tuple[tuple, bytes]] = []
        self._sorted = True

    def add(self, record: dict) -> None:
        self._packed.append((_name_order(record["host"]), marshal.dumps(record)))
        self._sorted = False

    def canonical(self) -> Iterator[bytes]:
        """Yield each host as canonical JSON."""
        return map(canonical, self)

    def __iter__(self) -> Iterator[dict]:
        if not self._sorted:
            self._packed.sort()
            self._sorted = True
        return (marshal.loads(packed) for _order, packed in self._packed)

    def __len__(self) -> int:
        return len(self._packed)


def _name_order(name: str) -> tuple:
    """srv2 stands before srv10, upper and lower case side by side."""
    parts = _DIGITS.split(name.casefold())
    return tuple(int(part) if part.isascii() and part.isdigit() else part for part in parts), name
