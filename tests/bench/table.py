# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A measurement as a table of Markdown."""
from __future__ import annotations


class Table:
    """A title, what was measured and what is wanted, and the figures."""

    def __init__(self, title: str, about: str, heads: tuple[str, ...]) -> None:
        self._lines = [f"## {title}", "", about, "", _line(heads), _line(["---"] * len(heads))]

    def row(self, *cells: object) -> None:
        self._lines.append(_line(cells))

    def __str__(self) -> str:
        return "\n".join(self._lines) + "\n"


def _line(cells) -> str:
    return "| " + " | ".join(str(cell) for cell in cells) + " |"
