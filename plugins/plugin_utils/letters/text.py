# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A letter as plain text, for an e-mail or a ticket; no line is longer than 78 columns unless a single word is."""

from __future__ import annotations

from collections.abc import Iterator

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.letters.letter import (
    Block,
    Boxes,
    Heading,
    Letter,
    Paragraph,
    Points,
    Signature,
    Table,
)
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.texts.visible import visible
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.texts.wrapping import wrapped

WIDTH = 78


def as_text(letter: Letter) -> str:
    lines = [visible(letter.sender), "", *(visible(line) for line in letter.recipient), ""]
    lines += [f"{visible(label)}: {visible(value)}" for label, value in letter.references]
    lines += ["", *_underlined(letter.subject, "="), ""]
    for block in letter.blocks:
        lines += [*_lines(block), ""]
    lines += [visible(line) for line in letter.closing]
    return "\n".join(lines) + "\n"


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Paragraph(text):
            yield from wrapped(visible(text), WIDTH)
        case Heading(text):
            yield from _underlined(text, "-")
        case Points(points):
            for point in points:
                yield from wrapped(visible(point), WIDTH, "  - ", "    ")
        case Boxes(points):
            for point in points:
                yield from wrapped(visible(point), WIDTH, "  [ ] ", "      ")
        case Table(head, rows):
            yield from _table(head, rows)
        case Signature(lines):
            for line in lines:
                yield from ("", "_" * 40, visible(line))


def _table(head, rows) -> Iterator[str]:
    """Each row in lines of its own: in a proportional font columns would not hold."""
    for row in rows:
        first, *others = (visible(cell) for cell in row)
        yield from wrapped(first, WIDTH, "  * ", "    ")
        for label, cell in zip(head[1:], others):
            if cell:
                yield from wrapped(f"{visible(label)}: {cell}", WIDTH, "    ", "      ")


def _underlined(text: str, line: str) -> list[str]:
    said = visible(text)
    return [said, line * min(len(said), WIDTH)]
