# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Text in lines of a given width, as a terminal or a fixed font shows it."""

from __future__ import annotations

import unicodedata


def columns(text: str) -> int:
    """Return how many columns of a terminal `text` takes."""
    return len(text) if text.isascii() else sum(_columns_of(character) for character in text)


def wrapped(text: str, width: int, first: str = "", further: str = "") -> list[str]:
    """Break `text` at its blanks; a word that does not fit stands alone, whole."""
    lines, line, fresh = [], first, True
    for word in text.split(" "):
        if not fresh and columns(line) + 1 + columns(word) > width:
            lines.append(line)
            line, fresh = further, True
        line += ("" if fresh else " ") + word
        fresh = False
    return [*lines, line]


def _columns_of(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
