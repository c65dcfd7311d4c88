# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Time by calendar month, as the people live who read of it; pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from datetime import datetime, tzinfo

FIRST_YEAR, LAST_YEAR = 2000, 2100


class Months:
    """`zone` None: the control node's own."""

    def __init__(self, zone: tzinfo | None = None) -> None:
        self._labels = [f"{year:04d}-{month:02d}" for year in range(FIRST_YEAR, LAST_YEAR) for month in range(1, 13)]
        self._starts = [int(_moment(label, zone).timestamp()) for label in self._labels]

    def split(self, start: int, end: int) -> Iterator[tuple[str, int]]:
        """The months between two times (seconds since 1970), and the seconds in each."""
        place = max(bisect_right(self._starts, start) - 1, 0)
        while start < end:
            following = self._starts[place + 1] if place + 1 < len(self._starts) else end
            until = min(end, following)
            yield self._labels[place], until - start
            start, place = until, place + 1


def _moment(label: str, zone: tzinfo | None) -> datetime:
    year, month = label.split("-")
    moment = datetime(int(year), int(month), 1, tzinfo=zone)
    return moment.astimezone() if zone is None else moment
