# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, tzinfo

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run import clock
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.texts.visible import visible

_PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)\}")
_TIME = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

# A sentence stays readable with this many items of a list in it; the data itself is complete in report.json.
ITEMS_SHOWN = 8

_MOMENTS_KEPT = 1000

# What a row of a finding is about; canonical JSON does not keep the order in which the judge named things.
_SUBJECTS = ("endpoint", "product", "source", "name", "resolver", "address", "url", "host", "query")


class Values:
    """Writes values. `conventions` is the part `conventions` of interface.yml, `words` its part `words` (key of a value -> value -> word).
    """

    def __init__(self, conventions: Mapping, words: Mapping, zone: tzinfo | None) -> None:
        self._conventions = conventions
        self._words = words
        self._zone = zone
        self._moments: dict[tuple[str, str], str] = {}

    def fill(self, template: str, values: Mapping) -> str:
        """Replace each `{name}` of a catalogue's sentence; a value that is not there becomes a dash."""
        return _PLACEHOLDER.sub(lambda match: self.write(values.get(match.group(1)), match.group(1)), template)

    def write(self, value: object, key: str = "") -> str:
        """Write any value of JSON. Its key selects the words by which machine values are said to a person."""
        if isinstance(value, str):
            return self._text(value, key)
        if value is None:
            return self._conventions["none"]
        if isinstance(value, bool):
            answer = "yes" if value else "no"
            return self._words.get(key, {}).get(answer) or self._conventions[answer]
        if isinstance(value, int):
            return str(value)
        if isinstance(value, float):
            return self._number(value)
        if isinstance(value, Mapping):
            return self._row(value)
        if isinstance(value, Sequence):
            return self._list(value, key)
        return visible(str(value))

    def write_whole(self, value: object, key: str = "") -> str:
        """Like `write`, but leaves nothing of a list out."""
        if isinstance(value, Sequence) and not isinstance(value, str):
            return ", ".join(self.write(item, key) for item in value) or self._conventions["none"]
        return self.write(value, key)

    def day(self, value: str | None) -> str:
        """Write an ISO date (`2026-11-22`) as people of the language do."""
        if value is None:
            return self._conventions["none"]
        try:
            return date.fromisoformat(value).strftime(self._conventions["day"])
        except ValueError:
            return visible(value)

    def date(self, value: str | None) -> str:
        """Write the day on which a UTC time falls in the zone."""
        return self._at(value, self._conventions["day"])

    def moment(self, value: str | None) -> str:
        """Write a UTC time (`2026-11-22T23:48:00Z`) as date and time of the zone."""
        return self._at(value, self._conventions["moment"])

    def moment_in_zone(self, value: str | None) -> str:
        """Like `moment`, and says which offset to UTC it was written in."""
        return self._at(value, self._conventions["moment_in_zone"])

    def zone(self, value: str) -> str:
        """Return the offset to UTC that holds at a UTC time, as in `UTC+1`."""
        return self._at(value, "{zone}")

    def _at(self, value: str | None, pattern: str) -> str:
        if value is None:
            return self._conventions["none"]
        known = self._moments.get((value, pattern))
        if known is None:
            if len(self._moments) >= _MOMENTS_KEPT:
                self._moments.clear()
            known = self._moments[value, pattern] = self._said_at(value, pattern)
        return known

    def _said_at(self, value: str, pattern: str) -> str:
        try:
            instant = clock.read(value).astimezone(self._zone)
        except (ValueError, OverflowError):
            return visible(value)
        return instant.strftime(pattern).replace("{zone}", _offset(instant))

    def _number(self, value: float) -> str:
        written = f"{value:.2f}".rstrip("0").rstrip(".") if abs(value) < 1e15 else str(value)
        return written.replace(".", self._conventions["decimal"])

    def _text(self, value: str, key: str) -> str:
        if value[4:5] == "-":
            if _TIME.fullmatch(value):
                return self.moment(value)
            if _DAY.fullmatch(value):
                return self.day(value)
        word = self._words.get(key, {}).get(value)
        return visible(value) if word is None else word

    def _list(self, values: Sequence, key: str) -> str:
        if not values:
            return self._conventions["none"]
        shown = [self.write(value, key) for value in values[:ITEMS_SHOWN]]
        if len(values) > len(shown):
            shown[-1] += " " + self._conventions["more"].replace("{count}", str(len(values) - len(shown)))
        return ", ".join(shown)

    def _row(self, row: Mapping) -> str:
        """`{endpoint: a:443, outcome: timeout}` becomes `a:443 (no answer)`: what it is about, then what is said of it."""
        ordered = sorted(row, key=lambda key: _SUBJECTS.index(key) if key in _SUBJECTS else len(_SUBJECTS))
        said = [self.write(row[key], key) for key in ordered if row[key] is not None and row[key] != ""]
        if not said:
            return self._conventions["none"]
        return f"{said[0]} ({', '.join(said[1:])})" if len(said) > 1 else said[0]


def _offset(instant: datetime) -> str:
    minutes = int(instant.utcoffset().total_seconds() // 60)
    if minutes == 0:
        return "UTC"
    sign = "+" if minutes > 0 else "\u2212"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{sign}{hours}" + (f":{rest:02d}" if rest else "")
