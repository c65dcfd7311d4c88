# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A letter as data: what it says, not how it looks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Paragraph:
    text: str


@dataclass(frozen=True)
class Heading:
    text: str


@dataclass(frozen=True)
class Points:
    """A list of points of equal rank."""

    points: Sequence[str]


@dataclass(frozen=True)
class Boxes:
    """Points to choose from, with a box to tick."""

    points: Sequence[str]


@dataclass(frozen=True)
class Table:
    """`shares` are the columns' widths in percent; the first column names what a row is about."""

    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    shares: Sequence[int]


@dataclass(frozen=True)
class Signature:
    """Lines to be filled in by hand, each with what belongs on it."""

    lines: Sequence[str]


Block = Paragraph | Heading | Points | Boxes | Table | Signature


@dataclass(frozen=True)
class Letter:
    """`name` is that of its file. `references` are pairs of label and value above the subject; texts are plain, values untrusted."""

    name: str
    language: str
    sender: str
    recipient: Sequence[str]
    references: Sequence[tuple[str, str]]
    subject: str
    blocks: Sequence[Block]
    closing: Sequence[str] = field(default_factory=tuple)
