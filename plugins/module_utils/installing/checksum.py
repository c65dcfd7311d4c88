# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The one thing that vouches for what is installed: its SHA-256, which the person who asks for it has to give."""

from __future__ import annotations

import hashlib
import hmac
import re

_GIVEN = re.compile(r"(?:sha256:)?([0-9a-f]{64})", re.IGNORECASE)
_PIECE = 1024 * 1024


class NotVerified(Exception):
    """What was to be installed is not what it should be, or could not be had; the message says so without a secret."""


def expected_digest(checksum: str) -> str:
    """Return the digest that a checksum names (64 hexadecimal digits, `sha256:` before them or not); raises NotVerified."""
    given = _GIVEN.fullmatch((checksum or "").strip())
    if given is None:
        raise NotVerified("checksum must be a SHA-256: 64 hexadecimal digits, with or without sha256: before them")
    return given.group(1).lower()


def digest_of_file(path: str) -> str:
    digest = hashlib.sha256()
    with open(path, "rb") as source:
        for piece in iter(lambda: source.read(_PIECE), b""):
            digest.update(piece)
    return digest.hexdigest()


def verify(digest: str, expected: str, name: str) -> None:
    """Raise NotVerified where the two differ; `name` says what of."""
    if not hmac.compare_digest(digest, expected):
        raise NotVerified(f"{name} has the SHA-256 {digest}, expected is {expected}. Nothing of it was used")
