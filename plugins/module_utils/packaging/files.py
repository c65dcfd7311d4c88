# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Files that say where a package comes from: ours, and those that the vendor's package brings along."""

from __future__ import annotations

import os
import re
import secrets

ENTRY = re.compile(r"^(\s*)(deb(?:-src)?\s)", re.MULTILINE)
_ENABLED = re.compile(r"^([ \t]*enabled[ \t]*=[ \t]*)\S.*$", re.MULTILINE)
_SECTION = re.compile(r"^\[[^\]\n]+\][ \t]*$", re.MULTILINE)
_TYPES = re.compile(r"^Types:", re.MULTILINE)
LIMIT = 256 * 1024


class Files:
    """Changes to text files, made at once, or with `dry` only noted. `changes`: path to (before, after); None is a file that is not there."""

    def __init__(self, dry: bool) -> None:
        self._dry = dry
        self.changes: dict[str, tuple] = {}

    def write(self, path: str, text: str) -> None:
        """A file that everybody may read and root alone may change."""
        before = read(path)
        if before == text:
            return
        self.changes[path] = (before, text)
        if not self._dry:
            os.makedirs(os.path.dirname(path), mode=0o755, exist_ok=True)
            beside = f"{path}.{secrets.token_hex(6)}"
            with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644), "w", encoding="utf-8") as file:
                os.fchmod(file.fileno(), 0o644)
                file.write(text)
            os.replace(beside, path)

    def remove(self, path: str) -> None:
        before = read(path)
        if before is None:
            return
        self.changes[path] = (before, None)
        if not self._dry:
            os.unlink(path)

    def switch_off(self, path: str) -> None:
        """A package source that the vendor's package brings along stays where it is and has no entry that counts."""
        before = read(path)
        if before is not None:
            self.write(path, switched_off(before))


def switched_off(text: str) -> str:
    """A list of apt, a deb822 file or a repository file of rpm, with every entry off and nothing else changed."""
    if _SECTION.search(text):
        text = _ENABLED.sub(r"\g<1>0", text)
        return text if _ENABLED.search(text) else _SECTION.sub(r"\g<0>\nenabled=0", text)
    if _TYPES.search(text):
        return re.sub(r"^Enabled:.*\n", "", text, flags=re.MULTILINE).replace("Types:", "Enabled: no\nTypes:")
    return ENTRY.sub(r"\1# \2", text)


def read(path: str) -> str | None:
    """The file's text, None where there is no such file."""
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.read(LIMIT)
    except (FileNotFoundError, NotADirectoryError):
        return None
