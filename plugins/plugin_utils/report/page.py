# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the HTML pages have in common: templates, style, and that every value is escaped."""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.texts.visible import visible

TEMPLATES = Path(__file__).parent / "templates"


@lru_cache(maxsize=1)
def environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        auto_reload=False,
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_printed,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@lru_cache(maxsize=4)
def stylesheet(name: str) -> Markup:
    """A style sheet or a script, to stand in the page as it is."""
    return Markup((TEMPLATES / name).read_text(encoding="utf-8"))


def stylesheet_hash(name: str) -> str:
    """For the content security policy, which allows this text and no other."""
    return base64.b64encode(hashlib.sha256(stylesheet(name).encode("utf-8")).digest()).decode("ascii")


def _printed(value: object) -> object:
    """Every value on its way into the page; what is trusted markup already (the style sheet) stays as it is."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value
