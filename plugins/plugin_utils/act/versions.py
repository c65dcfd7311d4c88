# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Versions of packages, compared without asking a package manager: enough to tell an upgrade from a downgrade."""

from __future__ import annotations

import re
from collections.abc import Iterable

_PARTS = re.compile(r"[0-9]+|[A-Za-z]+|~")
PRESENT = "present"
LATEST = "latest"
KEYWORDS = (None, "", PRESENT, LATEST)
"""What stands for no version of its own."""


def differs(wanted: str | None, installed: str | None) -> bool:
    """Whether a pinned version is not the installed one; a wish for any version (`present`) is none."""
    return wanted not in KEYWORDS and installed is not None and _key(wanted) != _key(_as_exact_as(wanted, installed))


def is_older(wanted: str, installed: str) -> bool:
    return _key(wanted) < _key(_as_exact_as(wanted, installed))


def newest(versions: Iterable[str]) -> str:
    return max(versions, key=_key)


def _as_exact_as(wanted: str, installed: str) -> str:
    """Whoever names no revision of the package (`15.61.3`) means every one of them (`15.61.3-0`)."""
    return installed if "-" in wanted else installed.rpartition("-")[0] or installed


def _key(version: str) -> list[tuple[int, int, str]]:
    """As dpkg and rpm order them for what vendors write: numbers by value, a tilde before everything."""
    epoch, _colon, rest = version.rpartition(":")
    # A customised client's version ends in C, and is no other one to whoever pins it.
    parts = _PARTS.findall(rest.strip().rstrip("C"))
    key = [(0, 0, "") if part == "~" else (2, int(part), "") if part.isdigit() else (1, 0, part) for part in parts]
    return [(2, int(epoch) if epoch.isdigit() else 0, ""), *key, (1, -1, "")]
