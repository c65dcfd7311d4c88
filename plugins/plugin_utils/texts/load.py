# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The catalogue of texts: one folder a language, one file a part."""

from __future__ import annotations

from datetime import UTC, tzinfo
from functools import lru_cache
from pathlib import Path

import yaml

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.texts.texts import Texts

LANGUAGES = ("de", "en")
PARTS = ("interface", "letters", "clauses", "reasons", "refusals", "outcomes")

_CATALOGUE = Path(__file__).parent.parent / "catalogue" / "texts"
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def texts(language: str, zone: tzinfo | None = UTC) -> Texts:
    """Return the texts of `de` or `en`; times are written in `zone`, or in the control node's own where it is None."""
    return Texts(language, catalogue(language), zone)


@lru_cache(maxsize=len(LANGUAGES))
def catalogue(language: str) -> dict[str, dict]:
    """Return the parsed files of one language, by part."""
    if language not in LANGUAGES:
        raise ValueError(f"no texts in language {language!r}, only in {', '.join(LANGUAGES)}")
    return {part: _parse(_CATALOGUE / language / f"{part}.yml") for part in PARTS}


def _parse(path: Path) -> dict:
    with path.open(encoding="utf-8") as stream:
        return yaml.load(stream, Loader=_Loader) or {}
