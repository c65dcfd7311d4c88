# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Text that leaves a customer's machine: bounded, printable, valid in JSON."""

from __future__ import annotations

import hashlib
import unicodedata

ID_LIMIT = 200
SHORT_LIMIT = 255
TEXT_LIMIT = 1000

REPLACEMENT = "\ufffd"
ELLIPSIS = "\u2026"

# Control, format (among them what turns the writing direction), surrogate, line and paragraph separators.
_UNWANTED_CATEGORIES = frozenset(["Cc", "Cf", "Cs", "Zl", "Zp"])


def clean(value: object, limit: int = TEXT_LIMIT) -> str:
    """Return `value` as text of at most `limit` characters without anything that controls a terminal.

    Bytes are read as UTF-8. Tabs and line ends become spaces, every other unwanted character U+FFFD; text that is
    too long ends in an ellipsis.
    """
    text = value.decode("utf-8", "replace") if isinstance(value, (bytes, bytearray)) else str(value)
    # Whatever is cut off anyway need not be looked at.
    head = text[: limit + 1]
    if not head.isascii() or not head.isprintable():
        head = "".join(map(_printable, head))
    return head if len(head) <= limit else head[: limit - 1] + ELLIPSIS


def short(value: object) -> str:
    """Return `value` cleaned for the fields called `short` in the observation's schema (255 characters)."""
    return clean(value, SHORT_LIMIT)


def short_or_none(value: object) -> str | None:
    """As `short`, with None for what is absent or empty."""
    return None if value is None or value == "" else short(value)


def identifier(value: object) -> str:
    """Return `value` as an id of at most 200 characters; what is longer ends in a digest, so that it stays distinct."""
    text = clean(value, 16 * ID_LIMIT)
    if len(text) <= ID_LIMIT:
        return text or "-"
    digest = hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]
    return text[: ID_LIMIT - len(digest) - 1] + "-" + digest


def error_text(problem: BaseException, about: str = "") -> str:
    """Say what went wrong without the exception's own arguments, which may carry a path or a URL with a secret."""
    said = getattr(problem, "strerror", None)
    reason = f"{type(problem).__name__}: {said}" if said else type(problem).__name__
    return clean(f"{about}: {reason}" if about else reason)


def _printable(character: str) -> str:
    if character in "\t\n\r":
        return " "
    if unicodedata.category(character) in _UNWANTED_CATEGORIES:
        return REPLACEMENT
    return character
