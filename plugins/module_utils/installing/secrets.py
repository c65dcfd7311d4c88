# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Which parts of a URL are secrets, so that they can be taken out of whatever is said afterwards."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

# Shorter ones are words of an interface or numbers of no use alone; hiding them would garble every message.
_LEAST = 8
_WORD = re.compile(r"[a-z][a-z-]*", re.IGNORECASE)


def secrets_of_url(url: str) -> set[str]:
    """Its user info, and the parts of its path and query that look like no plain word."""
    parts = urlsplit(url)
    found = {value for value in (parts.username, parts.password) if value}
    found.update(part for part in parts.path.split("/") if not _WORD.fullmatch(part))
    for pair in parts.query.split("&"):
        found.add(pair.partition("=")[2])
    found.update({unquote(part) for part in found})
    return {part for part in found if len(part) >= _LEAST}
