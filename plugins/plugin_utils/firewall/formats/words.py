# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Text that any firewall's configuration can hold without quoting: what a customer or a machine said is reduced to it."""

from __future__ import annotations

import re
import unicodedata

_LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"})
_PLAIN = re.compile(r"[^A-Za-z0-9 ._:/*,()-]")


def plain(text: str, longest: int = 120) -> str:
    """Letters, digits and a little punctuation; no quote, no backslash, no question mark, no sign that a shell or a parser could mean.

    German letters are written out, others lose their accents or become `_`.
    """
    without_accents = unicodedata.normalize("NFKD", unicodedata.normalize("NFC", text).translate(_LETTERS))
    kept = "".join(character for character in without_accents if not unicodedata.combining(character))
    return _PLAIN.sub("_", kept)[:longest].strip()


def remark(text: str) -> str:
    """A comment's text, on one line."""
    return plain(text, 400)
