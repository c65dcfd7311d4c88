# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What YAML and Ansible hand over, as what JSON knows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
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

    Dates become `YYYY-MM-DD`. What JSON does not know becomes an `Unsupported`, and so does a structure that holds itself or has more than
    `DEPTH` levels.
    """
    return _plain(value, {}, DEPTH)


DEPTH = 32
_IN_WORK = Unsupported("a structure that holds itself")
_TOO_DEEP = Unsupported("a structure with too many levels")


def _plain(value: object, done: dict[int, object], depth: int) -> object:
    if value is None or isinstance(value, (bool, Unsupported)):
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
        return _once(value, done, depth, lambda: {_key(key): _plain(member, done, depth - 1) for key, member in value.items()})
    if isinstance(value, (Sequence, AbstractSet)) and not isinstance(value, (bytes, bytearray, memoryview)):
        return _once(value, done, depth, lambda: [_plain(member, done, depth - 1) for member in value])
    return Unsupported(type(value).__name__)


def _once(value: object, done: dict[int, object], depth: int, convert: Callable[[], object]) -> object:
    """Aliases of one YAML anchor share one copy, so that no document grows and none that holds itself runs for ever."""
    if depth == 0:
        return _TOO_DEEP
    if id(value) not in done:
        done[id(value)] = _IN_WORK
        done[id(value)] = convert()
    return done[id(value)]


def _key(key: object) -> str:
    return str.__str__(key) if isinstance(key, str) else str(_plain(key, {}, DEPTH))
