# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A customer's hosts over time, and how a run changed them; pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.history.availability import Availability
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.history.months import Months
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.history.outline import State, read_outline
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.history.timeline import Timeline

DAY = 86_400
STALE_AFTER = 7  # days


class Sighting(NamedTuple):
    """One recorded assessment; `at` as run/clock.py writes it."""

    host: str
    at: str
    run_id: str
    outline: str


class Change(NamedTuple):
    host: str
    requirement: str
    before: State
    after: State

    def as_data(self) -> dict[str, Any]:
        return {
            "host": self.host, "requirement": self.requirement, "before": self.before.status, "after": self.after.status,
            "responsible": self.after.responsible,
        }  # fmt: skip


class History:
    """`stale_after`: days for which a sighting speaks, and after which a host is stale."""

    def __init__(self, now: datetime, months: Months, stale_after: int = STALE_AFTER) -> None:
        self._now = int(now.timestamp())
        self._stale_after = stale_after
        self._availability = Availability(months)
        self._hosts: dict[str, Timeline] = defaultdict(lambda: Timeline(stale_after * DAY))
        self._first: str | None = None
        self._changes: list[Change] = []
        self._since_run: str | None = None

    def add(self, sightings: Iterable[Sighting]) -> None:
        """What was recorded, in its order."""
        now, availability, hosts = self._now, self._availability, self._hosts
        for host, at, run_id, outline in sightings:
            if self._first is None or at < self._first:
                self._first = at
            hosts[host].add(_seconds(at), outline, run_id, now, availability)

    def add_run(self, sightings: Iterable[Sighting]) -> None:
        """The run that the history is made for: notes what it changed."""
        for sighting in sightings:
            timeline = self._hosts[sighting.host]
            before, earlier_run = timeline.states, timeline.run_id
            self.add([sighting])
            if earlier_run is None:
                continue
            self._since_run = max(filter(None, (self._since_run, earlier_run)))
            for requirement, after in read_outline(sighting.outline).states.items():
                known = before.get(requirement)
                if known is not None and known != after:
                    self._changes.append(Change(sighting.host, requirement, known, after))

    def statuses(self) -> dict[str, dict[str, str]]:
        """By host what was last known of each requirement."""
        return {
            host: {requirement: state.status for requirement, state in timeline.states.items()} for host, timeline in self._hosts.items() if timeline.states
        }

    def as_data(self, customer: str | None, evidence: Mapping[str, Any] | None) -> dict[str, Any]:
        """The document that reports are made from. Nothing can be added afterwards."""
        for timeline in self._hosts.values():
            timeline.close(self._now, self._availability)
        return {
            "format": 1,
            "customer": customer,
            "recorded_since": self._first,
            "stale_after_days": self._stale_after,
            "evidence": evidence,
            "hosts": {host: self._host(timeline) for host, timeline in sorted(self._hosts.items())},
            "changes": self._changes_as_data(),
            "availability": self._availability.as_data(),
            "stale": sorted(host for host, timeline in self._hosts.items() if self._is_stale(timeline)),
        }

    def _host(self, timeline: Timeline) -> dict[str, Any]:
        since = {requirement: timeline.since(requirement) for requirement in timeline.states}
        return {
            "assessed_at": _written(timeline.at),
            "seen_at": None if timeline.seen_at is None else _written(timeline.seen_at),
            "run_id": timeline.run_id,
            "stale": self._is_stale(timeline),
            "since": {requirement: _written(moment) for requirement, moment in since.items() if moment is not None},
            "blocked": [
                {"from": _written(one.start), "to": _written(one.end), "requirements": sorted(one.requirements)} for one in timeline.blocked
            ],
        }

    def _is_stale(self, timeline: Timeline) -> bool:
        last = timeline.seen_at if timeline.seen_at is not None else timeline.first_at
        return last is not None and self._now - last > self._stale_after * DAY

    def _changes_as_data(self) -> dict[str, Any]:
        sorted_by: dict[str, list[dict]] = {"new": [], "resolved": [], "other": []}
        for change in self._changes:
            if change.before.status != change.after.status and not change.after.notice and not change.before.notice:
                sorted_by[_kind(change)].append(change.as_data())
        return {"since_run": self._since_run, **sorted_by}


def _kind(change: Change) -> str:
    if change.after.status == "unmet":
        return "new"
    return "resolved" if change.before.status == "unmet" and change.after.status in ("met", "not_applicable") else "other"


def _seconds(text: str) -> int:
    return int(datetime.fromisoformat(text).timestamp())


def _written(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
