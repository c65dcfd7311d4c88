# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""`os-release` files (os-release(5))."""

from __future__ import annotations

import re

_LINE = re.compile(r"([A-Z][A-Z0-9_]{0,63})=(.*)")
_ESCAPE = re.compile(r"\\(.)")


def read_os_release(text: str) -> dict[str, str]:
    """Return the variables; the last of equal names wins, lines that are no assignment are passed over."""
    variables = {}
    for line in text.splitlines():
        found = _LINE.fullmatch(line.strip())
        if found:
            variables[found.group(1)] = _unquote(found.group(2).strip())
    return variables


def _unquote(value: str) -> str:
    if len(value) > 1 and value[0] == value[-1] == "'":
        return value[1:-1]
    if len(value) > 1 and value[0] == value[-1] == '"':
        value = value[1:-1]
    return _ESCAPE.sub(r"\1", value)
