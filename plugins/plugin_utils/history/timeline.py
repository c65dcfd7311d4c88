# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One host over time: what it was like at each sighting, and what may be said of the time between; pure.

Times are whole seconds since 1970. A sighting speaks for the time until the next one, and for `limit` at most.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.history.availability import Availability
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.history.outline import Outline, State, divided, read_outline

MOST_BLOCKED = 100


@dataclass
class Blocked:
    """From the first to the last sighting at which the customer's side, and nothing else, stood in the way."""

    start: int
    end: int
    requirements: set[str]


class Timeline:
    """`states`: what is known last of each requirement; `seen_at`: when the host was last logged in to; `blocked`: the last of them."""

    __slots__ = (
        "_blocking", "_current", "_limit", "_parked", "_start", "_unknown_since", "_unmet_since", "at", "blocked", "first_at", "run_id", "seen_at", "states",
    )  # fmt: skip

    def __init__(self, limit: int) -> None:
        self.at = 0
        self.first_at: int | None = None
        self.seen_at: int | None = None
        self.run_id: str | None = None
        self.states: dict[str, State] = {}
        self.blocked: deque[Blocked] = deque(maxlen=MOST_BLOCKED)
        self._limit = limit
        self._current: str | None = None
        self._start = 0
        self._parked: dict[str, int] = {}
        self._unmet_since: dict[str, int] = {}
        self._unknown_since: dict[str, int] = {}
        self._blocking: Blocked | None = None

    def add(self, at: int, outline: str, run_id: str, now: int, availability: Availability) -> bool:
        """The next sighting in the order of recording. Returns whether it counts: one that is older than the last does not.

        A last one that lies in the future was seen by a clock that has gone back since; it gives way.
        """
        if self._current is not None and at < self.at:
            if self.at <= now:
                return False
            self._start = self.at = at
        seen = read_outline(outline)
        if outline == self._current and at - self.at <= self._limit:
            if self._blocking is not None:
                self._blocking.end = at
        else:
            self._account(at, seen, availability)
            self._note(at, seen)
            self._current, self._start = outline, at
        self.at, self.run_id = at, run_id
        if self.first_at is None:
            self.first_at = at
        if seen.seen:
            self.seen_at = at
        return True

    def close(self, now: int, availability: Availability) -> None:
        """Accounts for the time up to now; nothing can be added afterwards."""
        if self._current is not None:
            availability.hold(self._current, self._start, self.at)
            for outline, since in {**self._parked, self._current: self.at}.items():
                self._pass(outline, since, now, availability)

    def since(self, requirement: str) -> int | None:
        """Since when it has been as open as it is: unmet without having been met in between, or unknown without a break."""
        state = self.states.get(requirement)
        if state is None or not state.is_open:
            return None
        return (self._unmet_since if state.status == "unmet" else self._unknown_since).get(requirement)

    def _account(self, at: int, seen: Outline, availability: Availability) -> None:
        """What the new sighting ends. What it did not look at waits for one that does."""
        if self._current is not None:
            availability.hold(self._current, self._start, self.at)
            self._parked[self._current] = self.at
        looked_at = frozenset(seen.states)
        waiting: dict[str, int] = {}
        for outline, since in self._parked.items():
            ended, left = divided(outline, looked_at)
            if ended:
                self._pass(ended, since, at, availability)
            if left:
                waiting[left] = since
        self._parked = waiting

    def _pass(self, outline: str, start: int, end: int, availability: Availability) -> None:
        until = min(end, start + self._limit)
        availability.hold(outline, start, until)
        availability.gap(outline, until, end)

    def _note(self, at: int, seen: Outline) -> None:
        self.states = {**self.states, **seen.states}
        for requirement, state in seen.states.items():
            if state.status == "unmet":
                self._unmet_since.setdefault(requirement, at)
            elif state.status != "unknown":
                self._unmet_since.pop(requirement, None)
            if state.status == "unknown":
                self._unknown_since.setdefault(requirement, at)
            else:
                self._unknown_since.pop(requirement, None)
        self._note_blocking(at, seen)

    def _note_blocking(self, at: int, seen: Outline) -> None:
        theirs = {requirement for requirement, state in seen.states.items() if state.counts and state.responsible == "customer"}
        others = any(state.counts and state.responsible != "customer" for state in self.states.values())
        if not theirs or others:
            self._blocking = None
        elif self._blocking is not None and at - self.at <= self._limit:
            self._blocking.end = at
            self._blocking.requirements |= theirs
        else:
            self._blocking = Blocked(at, at, theirs)
            self.blocked.append(self._blocking)
