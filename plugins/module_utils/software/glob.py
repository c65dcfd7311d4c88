# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Paths with * and ?, expanded below a root; bounded, and never across folders that the pattern does not name."""

from __future__ import annotations

import os
import re
from typing import Iterator

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.software.match import is_wild, regex

MOST_ENTRIES = 5000
MOST_PATHS = 50


def expand(root: str, pattern: str) -> list[str]:
    """Return the existing absolute paths (without the root) that a pattern stands for, at most 50."""
    found = [""]
    for part in pattern.strip("/").split("/"):
        found = [path for parent in found for path in _children(root, parent, part)][:MOST_PATHS]
    return found


def _children(root: str, parent: str, part: str) -> Iterator[str]:
    if not is_wild(part):
        if os.path.lexists(os.path.join(root, f"{parent}/{part}".lstrip("/"))):
            yield f"{parent}/{part}"
        return
    fits = re.compile(regex(part), re.DOTALL)
    for name in names(os.path.join(root, parent.lstrip("/"))):
        if fits.fullmatch(name):
            yield f"{parent}/{name}"


def names(folder: str) -> list[str]:
    """Return the names in a folder, none where it cannot be looked into; at most 5000."""
    found = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                found.append(entry.name)
                if len(found) >= MOST_ENTRIES:
                    break
    except OSError:
        return []
    return sorted(found)
