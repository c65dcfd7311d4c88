# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A letter as an HTML page for paper, from which the PDF is made."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.letters.letter import Block, Letter
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.texts.visible import visible

TEMPLATES = Path(__file__).parent / "templates"


class Kind(NamedTuple):
    """A block, and which one it is, for the template."""

    kind: str
    it: Block


def as_page(letter: Letter) -> str:
    return environment().get_template("letter.html.j2").render(letter=letter, blocks=kinds(letter.blocks), stylesheet=stylesheet("letter.css"))


def kinds(blocks: Sequence[Block]) -> list[Kind]:
    return [Kind(type(block).__name__, block) for block in blocks]


def stylesheet(name: str) -> Markup:
    return Markup((TEMPLATES / name).read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, finalize=_printed, trim_blocks=True, lstrip_blocks=True
    )


def _printed(value: object) -> object:
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value
