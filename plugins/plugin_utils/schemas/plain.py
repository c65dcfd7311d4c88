# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What YAML and Ansible hand over, as what JSON knows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date, datetime


class Unsupported:
    """Stands for a value that JSON does not know; no schema of ours accepts it."""

    def __init__(self, description: str) -> None:
        self._description = description

    def __repr__(self) -> str:
        return f"({self._description})"


def plain(value: object) -> object:
    """A copy made of `str`, `int`, `float`, `bool`, None, `list` and `dict` with text keys, without Ansible's tags.

    Dates become `YYYY-MM-DD`. What JSON does not know becomes an `Unsupported`, a structure that holds itself too.
    """
    return _plain(value, {})


_IN_WORK = Unsupported("a structure that holds itself")


def _plain(value: object, done: dict[int, object]) -> object:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, int):
        return int(value)
    if isinstance(value, float):
        return float(value)
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, Mapping):
        return _once(value, done, lambda: {_key(key): _plain(member, done) for key, member in value.items()})
    if isinstance(value, (Sequence, AbstractSet)) and not isinstance(value, (bytes, bytearray, memoryview)):
        return _once(value, done, lambda: [_plain(member, done) for member in value])
    return value if isinstance(value, Unsupported) else Unsupported(type(value).__name__)


def _once(value: object, done: dict[int, object], convert) -> object:
    """Aliases of one YAML anchor share one copy, so that no document grows and none that holds itself runs for ever."""
    if id(value) not in done:
        done[id(value)] = _IN_WORK
        done[id(value)] = convert()
    return done[id(value)]


def _key(key: object) -> str:
    return str.__str__(key) if isinstance(key, str) else str(_plain(key, {}))
