# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""How far each section of an observation has come."""

from __future__ import annotations

import time

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.hygiene.text import clean

ERRORS_LIMIT = 20


class Section:
    """One section. `errors` takes lines from any thread; only what is looked at when the observation is made counts."""

    def __init__(self) -> None:
        self.errors: list[str] = []
        self.complete = False
        self._lacking = False
        self._started = time.monotonic()
        self._elapsed: float | None = None

    def lack(self, reason: str) -> None:
        """Note that a part of what was asked could not be looked at."""
        self.errors.append(reason)
        self._lacking = True

    def end(self, complete: bool) -> None:
        """Note that nothing more comes."""
        if self._elapsed is None:
            self.complete = complete and not self._lacking
            self._elapsed = time.monotonic() - self._started

    def observed(self) -> dict:
        """Return the section's state as the observation carries it."""
        entry = {
            "complete": self.complete,
            "elapsed": round(time.monotonic() - self._started if self._elapsed is None else self._elapsed, 4),
        }
        errors = [clean(error) for error in dict.fromkeys(self.errors)]
        if len(errors) > ERRORS_LIMIT:
            errors[ERRORS_LIMIT - 1:] = [f"and {len(errors) - ERRORS_LIMIT + 1} more"]
        if errors:
            entry["errors"] = errors
        return entry
