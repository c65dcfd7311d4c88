# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Names held against the catalogue's patterns (* and ? are wild, nothing else is)."""

from __future__ import annotations

import re
from typing import Iterable

_WILD = re.compile(r"[*?]")
_WORDS = {"*": ".*", "?": "."}


def is_wild(pattern: str) -> bool:
    """Tell whether a pattern stands for more than one name."""
    return _WILD.search(pattern) is not None


def regex(pattern: str) -> str:
    """Return a pattern as a regular expression for the whole name."""
    return "".join(_WORDS.get(character) or re.escape(character) for character in pattern)


class Patterns:
    """Which products a name may belong to. With `fold`, upper and lower case are the same."""

    def __init__(self, patterns: Iterable[tuple[str, str]], fold: bool = False) -> None:
        """Take (pattern, product) pairs."""
        self._fold = fold
        self._exact: dict[str, list[str]] = {}
        self._wild: list[tuple[re.Pattern[str], str]] = []
        for pattern, product in patterns:
            if is_wild(pattern):
                self._wild.append((re.compile(regex(pattern), re.DOTALL | (re.IGNORECASE if fold else 0)), product))
            else:
                self._exact.setdefault(pattern.lower() if fold else pattern, []).append(product)

    def __bool__(self) -> bool:
        return bool(self._exact or self._wild)

    def products(self, name: str) -> list[str]:
        """Return the products whose pattern fits the whole name, each once."""
        found = list(self._exact.get(name.lower() if self._fold else name, ()))
        for pattern, product in self._wild:
            if product not in found and pattern.fullmatch(name):
                found.append(product)
        return found

    def beginning_with(self, start: str) -> list[str]:
        """Return the exact names that are longer than `start` and begin so."""
        return [name for name in self._exact if name.startswith(start) and name != start]
