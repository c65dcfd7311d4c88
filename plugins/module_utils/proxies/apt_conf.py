# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""apt's configuration language, read as far as it takes to know apt's proxies (apt.conf(5))."""

from __future__ import annotations

import re

DEPTH_LIMIT = 32

_TOKEN = re.compile(r"""/\*.*?(?:\*/|\Z)|//[^\n]*|\#[^\n]*|"(?P<text>[^"\n]*)"?|(?P<mark>[{};])|(?P<word>[^\s{};"]+)""", re.DOTALL)


def settings(text: str) -> list[tuple[str, str]]:
    """Return (name in lower case, value) in order, as in `("acquire::http::proxy", "http://...")`."""
    found = []
    scopes: list[str] = []
    name = ""
    value: str | None = None
    for token in _TOKEN.finditer(text):
        if token.group("text") is not None:
            # Within a list a value stands alone, without a name before it.
            value = token.group("text")
        elif token.group("word"):
            if name:
                value = token.group("word")
            else:
                name = token.group("word").lower()
        elif token.group("mark") == "{":
            if len(scopes) < DEPTH_LIMIT:
                scopes.append(name)
            name, value = "", None
        elif token.group("mark"):
            if name and value is not None:
                found.append(("::".join(filter(None, [*scopes, name])), value))
            name, value = "", None
            if token.group("mark") == "}" and scopes:
                scopes.pop()
    return found


def is_read(name: str) -> bool:
    """Tell whether apt reads a file of that name in `apt.conf.d`."""
    return bool(re.fullmatch(r"[A-Za-z0-9_-]+(?:\.conf)?|[A-Za-z0-9_.-]+\.conf", name))
