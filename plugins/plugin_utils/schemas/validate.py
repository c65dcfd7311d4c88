# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Validators for the schemas beside this file."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.libraries import jsonschema, referencing, require_libraries

_FOLDER = Path(__file__).parent


@cache
def schema(name: str) -> dict:
    """The schema of that name, as in `finding`."""
    return json.loads((_FOLDER / f"{name}.json").read_text(encoding="utf-8"))


@cache
def _registry() -> object:
    names = sorted(path.stem for path in _FOLDER.glob("*.json"))
    return referencing.Registry().with_resources((f"{name}.json", referencing.Resource.from_contents(schema(name))) for name in names)


@cache
def validator(name: str) -> object:
    """A `jsonschema.Draft202012Validator` for the schema of that name; its references stay within this folder."""
    require_libraries()
    checked = jsonschema.Draft202012Validator
    return checked(schema(name), registry=_registry(), format_checker=checked.FORMAT_CHECKER)
