# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What may be a secret of an install script: parts of its URL, and in the script itself every word that is no plain one."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.hygiene.secrets import HIDDEN

# Shorter ones are words of an interface or numbers of no use alone; hiding them would garble every message.
_LEAST = 8
_WORD = re.compile(r"[a-z][a-z-]*", re.IGNORECASE)
_WORDS = re.compile(r"[^\s\"'`$=;|&<>(){}\[\],]+")
_PLAIN = re.compile(r"-*[A-Z]?[a-z-]{1,15}[.:!]*")
_PART = 6


def secrets_of_url(url: str) -> set[str]:
    """Its user info, and the parts of its path and query that look like no plain word."""
    parts = urlsplit(url)
    found = {value for value in (parts.username, parts.password) if value}
    found.update(part for part in parts.path.split("/") if not _WORD.fullmatch(part))
    for pair in parts.query.split("&"):
        found.add(pair.partition("=")[2])
    found.update({unquote(part) for part in found})
    return {part for part in found if len(part) >= _LEAST}


def without_words_of(text: str, script: str) -> str:
    """`text` with everything hidden that repeats part of a word of the script that is no plain one.

    Which of its words admits a machine to an account cannot be told. What other programs say stays readable.
    """
    parts = {
        word[start : start + _PART]
        for word in _WORDS.findall(script)
        if len(word) >= _LEAST and not _PLAIN.fullmatch(word)
        for start in range(len(word) - _PART + 1)
    }
    hidden = [False] * len(text)
    for start in range(len(text) - _PART + 1):
        if text[start : start + _PART] in parts:
            hidden[start : start + _PART] = [True] * _PART
    shown = (HIDDEN if not position or not hidden[position - 1] else "" for position in range(len(text)))
    return "".join(instead if hidden[position] else text[position] for position, instead in enumerate(shown))
