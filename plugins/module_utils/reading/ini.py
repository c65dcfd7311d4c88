# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The INI dialect of yum, dnf and zypper, read as tolerantly as they do."""

from __future__ import annotations


def sections(text: str) -> list[tuple[str, dict[str, str]]]:
    """Return (name, settings) in the file's order, keys in lower case, the last of equal keys wins.

    A line that begins with a blank continues the value above it, joined by a line end.
    """
    found: list[tuple[str, dict[str, str]]] = []
    key = ""
    for line in text.splitlines():
        stripped = line.strip()
        if not stripped or stripped[0] in "#;":
            continue
        if stripped[0] == "[" and "]" in stripped:
            found.append((stripped[1:stripped.index("]")].strip(), {}))
            key = ""
        elif line[0] in " \t" and key and found:
            found[-1][1][key] += "\n" + stripped
        elif found:
            name, _equals, value = stripped.partition("=")
            key = name.strip().lower()
            found[-1][1][key] = value.strip()
    return found


def is_true(value: str) -> bool:
    """Read a switch as libdnf does."""
    return value.strip().lower() in ("1", "yes", "true", "on", "always")
