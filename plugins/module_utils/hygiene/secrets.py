# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Text of a program that was given a secret, fit to be shown: nothing of the secret is in it, whole, in part or encoded."""

from __future__ import annotations

import base64
import json
from urllib.parse import quote

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.hygiene.text import TEXT_LIMIT, clean

HIDDEN = "***"
SHORTEST_PART = 6


def without_secret(text: object, secret: str, limit: int = TEXT_LIMIT) -> str:
    """Return `text` cleaned, with every run of at least six characters that the secret (or an encoding of it) holds replaced by `***`.

    A program may break the secret over lines, cut it off or quote it for a URL, so that looking for it as a whole would not find it.
    """
    shown = clean(text, 16 * TEXT_LIMIT)
    forms = _forms(secret)
    length = min(SHORTEST_PART, *map(len, forms)) if forms else 0
    if not length:
        return clean(shown, limit)
    hidden = [False] * len(shown)
    for start in range(len(shown) - length + 1):
        part = shown[start : start + length]
        if any(part in form for form in forms):
            hidden[start : start + length] = [True] * length
    pieces = []
    for position, character in enumerate(shown):
        if not hidden[position]:
            pieces.append(character)
        elif position == 0 or not hidden[position - 1]:
            pieces.append(HIDDEN)
    return clean("".join(pieces), limit)


def _forms(secret: str) -> list[str]:
    """The secret as programs write it."""
    if not secret:
        return []
    plain = secret.encode("utf-8", "surrogateescape")
    encoded = [base64.b64encode(plain[shift:]).decode("ascii")[2:-4] for shift in range(3)]
    forms = [secret, clean(secret, 16 * TEXT_LIMIT), quote(plain, safe=""), json.dumps(secret)[1:-1], plain.hex(), plain.hex().upper()]
    return [form for form in [*forms, *(part for part in encoded if len(part) >= SHORTEST_PART)] if form]
