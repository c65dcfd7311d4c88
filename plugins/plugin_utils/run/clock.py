# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Times as the files carry them: UTC, whole seconds."""

from __future__ import annotations

from datetime import UTC, datetime

FORMAT = "%Y-%m-%dT%H:%M:%SZ"


def now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


def written(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime(FORMAT)


def read(text: str) -> datetime:
    """Raises ValueError for anything that `written` does not write."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo != UTC or written(moment) != text:
        raise ValueError(f"no time as in {FORMAT}")
    return moment
