# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""apt's one-line format (sources.list(5))."""

from __future__ import annotations

import re
from typing import NamedTuple

_LINE = re.compile(r"deb\s+(?:\[(?P<options>[^\]]*)\]\s*)?(?P<rest>\S.*)")
_URI_WITH_BRACKETS = re.compile(r"(?P<uri>cdrom:\[[^\]]*\]\S*)\s+(?P<rest>\S.*)")


class Entry(NamedTuple):
    """One archive at one address: a suite that ends in a slash is a plain folder without components."""

    uri: str
    suite: str
    components: tuple[str, ...]
    signed_by: str | None = None


def entries(text: str) -> list[Entry]:
    """Return the binary archives; sources of source packages bring no updates and malformed lines nothing."""
    found = []
    for line in text.splitlines():
        # apt takes the rest of a line from a number sign as a comment.
        match = _LINE.fullmatch(line.partition("#")[0].strip())
        if match is None:
            continue
        uri, rest = _split_uri(match.group("rest"))
        suite, *components = rest.split() or [""]
        if suite and (components or suite.endswith("/")):
            found.append(Entry(uri, suite, tuple(components), _options(match.group("options") or "").get("signed-by")))
    return found


def _split_uri(text: str) -> tuple[str, str]:
    match = _URI_WITH_BRACKETS.fullmatch(text)
    if match:
        return match.group("uri"), match.group("rest")
    uri, _blank, rest = text.replace("\t", " ").partition(" ")
    return uri, rest


def _options(text: str) -> dict[str, str]:
    options = {}
    for word in text.split():
        name, equals, value = word.partition("=")
        if equals:
            options[name.rstrip("+-").lower()] = value
    return options
