# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long each requirement was met, by calendar month; pure."""

from __future__ import annotations

from collections import Counter, defaultdict

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.history.months import Months
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.history.outline import State, read_outline

NOT_ASSESSED = "not_assessed"
_UNMET = ("unmet_customer", "unmet_provider", "unmet_undetermined")
KINDS = ("met", "waived", *_UNMET, "unknown", NOT_ASSESSED)


class Availability:
    """Adds up seconds over all hosts of a customer."""

    def __init__(self, months: Months) -> None:
        self._months = months
        self._held: Counter[tuple[str, str]] = Counter()
        self._gaps: Counter[tuple[str, str]] = Counter()

    def hold(self, outline: str, start: int, end: int) -> None:
        """A host was like this from `start` to `end`."""
        for month, seconds in self._months.split(start, end):
            self._held[outline, month] += seconds

    def gap(self, outline: str, start: int, end: int) -> None:
        """Nobody looked at the requirements of this outline."""
        for month, seconds in self._months.split(start, end):
            self._gaps[outline, month] += seconds

    def as_data(self) -> dict[str, dict[str, dict]]:
        """By requirement and month the seconds of each kind, and `share`: met of met and unmet, None where it was neither."""
        sums: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
        for (outline, month), seconds in self._held.items():
            for requirement, state in read_outline(outline).states.items():
                kind = _kind(state)
                if kind is not None:
                    sums[requirement][month][kind] += seconds
        for (outline, month), seconds in self._gaps.items():
            for requirement, state in read_outline(outline).states.items():
                if _kind(state) is not None:
                    sums[requirement][month][NOT_ASSESSED] += seconds
        return {
            requirement: {month: {**{kind: kinds[kind] for kind in KINDS}, "share": _share(kinds)} for month, kinds in sorted(months.items())}
            for requirement, months in sorted(sums.items())
        }


def _kind(state: State) -> str | None:
    """None for what does not apply. A notice never counts as unavailability."""
    if state.status == "not_applicable":
        return None
    if state.is_open and state.notice:
        return "met"
    return f"unmet_{state.responsible}" if state.status == "unmet" else state.status


def _share(kinds: Counter[str]) -> float | None:
    judged = kinds["met"] + sum(kinds[kind] for kind in _UNMET)
    return kinds["met"] / judged if judged else None
