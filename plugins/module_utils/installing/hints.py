# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The note on a machine that says which of its clients we enrolled (inspectors/hint.py reads it)."""

from __future__ import annotations

import json
import os
import secrets
from typing import Dict, Mapping

FORMAT = 1
_LIMIT = 64 * 1024

Hints = Dict[str, Dict[str, str]]


def read_hints_file(path: str) -> Hints:
    """By product; what is no note of ours counts as none."""
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            found = json.loads(file.read(_LIMIT))
    except (FileNotFoundError, ValueError, RecursionError):
        return {}
    enrolments = found.get("enrolments") if isinstance(found, dict) else None
    if not isinstance(enrolments, dict):
        return {}
    return {product: entry for product, entry in enrolments.items() if isinstance(entry, dict)}


def changed_hints(hints: Hints, product: str, entry: Mapping[str, str] | None) -> Hints:
    """The note with that product's line; None takes the line away."""
    kept = {name: line for name, line in hints.items() if name != product}
    return kept if entry is None else {**kept, product: dict(entry)}


def write_hints_file(path: str, hints: Hints) -> None:
    """For root's eyes only; without a line there is no note, and no folder of ours where that is empty."""
    if not hints:
        _remove(path)
        return
    os.makedirs(os.path.dirname(path), mode=0o755, exist_ok=True)
    beside = f"{path}.{secrets.token_hex(6)}"
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        json.dump({"format": FORMAT, "enrolments": hints}, file, sort_keys=True)
        file.write("\n")
    os.replace(beside, path)


def _remove(path: str) -> None:
    try:
        os.unlink(path)
    except FileNotFoundError:
        return
    folder = os.path.dirname(path)
    for place in (folder, os.path.dirname(folder)):
        try:
            os.rmdir(place)
        except OSError:
            return
