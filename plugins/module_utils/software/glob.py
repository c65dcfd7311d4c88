# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Paths with * and ?, expanded below a root; bounded, and never across folders that the pattern does not name. What is not looked at is told."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Iterator

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.software.match import is_wild, regex

if TYPE_CHECKING:
    from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.software.scan import Scan

#: Reading names is cheap: only what nobody made by hand is cut.
MOST_ENTRIES = 50_000
MOST_PATHS = 50


def expand(scan: Scan, pattern: str) -> list[str]:
    """Return the existing absolute paths (without the root) that a pattern stands for, at most 50."""
    found = [""]
    for part in pattern.strip("/").split("/"):
        found = [path for parent in found for path in _children(scan, parent, part)]
        if len(found) > MOST_PATHS:
            scan.lack(f"{pattern}: more paths than are looked at")
        found = found[:MOST_PATHS]
    return found


def _children(scan: Scan, parent: str, part: str) -> Iterator[str]:
    if not is_wild(part):
        if os.path.lexists(os.path.join(scan.root, f"{parent}/{part}".lstrip("/"))):
            yield f"{parent}/{part}"
        return
    fits = re.compile(regex(part), re.DOTALL)
    for name in names(scan, os.path.join(scan.root, parent.lstrip("/"))):
        if fits.fullmatch(name):
            yield f"{parent}/{name}"


def names(scan: Scan, folder: str) -> list[str]:
    """Return the names in a folder, none where it cannot be looked into; at most 50,000. An ordinary account's findings are limited anyway."""
    found = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if len(found) >= MOST_ENTRIES:
                    scan.lack(f"{folder}: more entries than are looked at")
                    break
                found.append(entry.name)
    except PermissionError:
        if os.geteuid() == 0:
            scan.lack(f"{folder}: cannot be looked at")
        return []
    except OSError:
        return []
    return sorted(found)
