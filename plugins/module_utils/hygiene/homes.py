# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Home folders that leave a customer's machine: a number instead of a person's name."""

from __future__ import annotations

import re
import threading

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.hygiene.text import TEXT_LIMIT, clean

_NAME = r"[^/\\:*?\"<>|\s]+"
_HOME = re.compile(rf"(?<![A-Za-z0-9._~-])(?:/home/{_NAME}|/Users/{_NAME}|/var/root|/root|(?i:[A-Z]:\\Users\\){_NAME})(?![A-Za-z0-9._-])")

# Folders beside the people's that belong to nobody.
_SHARED = frozenset(["/users/shared", "/home/lost+found"])


class Homes:
    """Numbers home folders, the same folder always the same within one observation. Safe to share between threads."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._lock = threading.Lock()
        self._others: list[str] = []

    def add(self, folder: str) -> None:
        """Make known a home folder that lies somewhere else than usual, as the account database names it."""
        folder = folder.rstrip("/")
        # Service accounts name system folders as their home; those say nothing about a person.
        if folder.count("/") >= 2 and not folder.startswith(("/usr/", "/var/", "/run/", "/proc/", "/etc/", "/lib", "/opt/", "/bin/", "/sbin/", "/dev/")):
            with self._lock:
                if folder not in self._others:
                    self._others.append(folder)
                    self._others.sort(key=len, reverse=True)

    def name(self, folder: str) -> str:
        """Return `~user1` for a home folder."""
        key = folder.rstrip("/\\")
        if len(key) > 1 and key[1] == ":":
            key = key.lower()
        with self._lock:
            return f"~user{self._numbers.setdefault(key, len(self._numbers) + 1)}"

    def mask(self, text: object, limit: int = TEXT_LIMIT) -> str:
        """Return `text` cleaned, with every home folder in it replaced."""
        masked = clean(text, 16 * TEXT_LIMIT)
        for folder in list(self._others):
            masked = re.sub(re.escape(folder) + r"(?=/|$|[\s:,;'\"])", lambda found, home=folder: self.name(home), masked)
        return clean(_HOME.sub(self._replace, masked), limit)

    def _replace(self, found: re.Match[str]) -> str:
        folder = found.group()
        return folder if folder.lower() in _SHARED else self.name(folder)
