# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Untrusted text, made harmless to whoever looks at it."""

from __future__ import annotations

import re

# What a terminal, a browser or a reader could be misled by: control characters, text direction overrides,
# invisible and private characters, half surrogates (bytes that were no UTF-8) and code points that HTML forbids.
# U+200C and U+200D stay: Persian, Hindi and others cannot be written without them.
_DANGEROUS = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufdd0-\ufdef\ufffe\uffff"
    "\ue000-\uf8ff\U000e0000-\U0010ffff\ud800-\udfff]"
)


def visible(text: str) -> str:
    """Return `text` on one line with every dangerous character replaced by a harmless picture or its code.

    An escape character becomes `␛`, a line feed `␊`, a right-to-left override `\\u202e`. Nothing is removed.
    """
    # Nothing dangerous counts as printable, and to ask that is much faster than to search.
    return text if text.isprintable() else _DANGEROUS.sub(_picture, text)


def _picture(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
