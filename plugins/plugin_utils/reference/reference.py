# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the control node itself sees of the endpoints and names of a run, taken once and shared by all hosts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.reference.probe_here import ProbeFailed, probe_here
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run.files import locked, read_json, write_json

FILE = "reference.json"
_LOCK = ".reference.lock"
_LIMIT = 64 * 1024 * 1024
_GRACE = 30.0
"""Seconds beyond the deadline after which a probe has failed, on the control node as on a host."""


@dataclass(frozen=True)
class Reference:
    """Observations of the control node (schemas/observation.json).

    `asked` holds the ids of all endpoints and queries that were asked so far, answered or not: what could not be found out once is not
    asked again for every host. `failures` says, for people, why a probe brought nothing.
    """

    observations: tuple[Mapping, ...] = ()
    asked: frozenset[str] = frozenset()
    failures: tuple[str, ...] = ()
    directory: Path | None = field(default=None, compare=False)

    @classmethod
    def load(cls, directory: Path | str) -> Reference:
        """The reference of a run directory; an empty one where none was taken yet. Raises OSError or ValueError for a broken file."""
        directory = Path(directory)
        try:
            stored = read_json(directory / FILE, _LIMIT)
        except FileNotFoundError:
            return cls(directory=directory)
        if not isinstance(stored, dict) or stored.get("format") != 1 or not {"observations", "asked", "failures"} <= stored.keys():
            raise ValueError(f"{directory / FILE} is no reference of format 1")
        return cls(tuple(stored["observations"]), frozenset(stored["asked"]), tuple(stored["failures"]), directory)

    def save(self) -> None:
        """Writes the reference into its run directory: the whole file or nothing."""
        stored = {"format": 1, "observations": list(self.observations), "asked": sorted(self.asked), "failures": list(self.failures)}
        write_json(self.directory / FILE, stored)

    def cover(self, plan: Mapping, probe: Callable[[dict, float], dict] = probe_here) -> Reference:
        """The reference with everything that `plan` asks; probes, under the run's lock, only what nobody has asked before.

        Of the plan only endpoints and queries count. Never raises because of what the probe does: that is in `failures`.
        """
        if not self._missing(plan):
            return self
        with locked(self.directory / _LOCK):
            stored = self.load(self.directory)
            missing = stored._missing(plan)
            if not missing:
                return stored
            covered = stored._with_probe(missing, probe)
            covered.save()
            return covered

    def attempts(self, endpoint: str) -> list[Mapping]:
        """All attempts at that endpoint's id, in the order they were made."""
        return self._attempts.get(endpoint, [])

    def answers(self, query: str) -> list[Mapping]:
        """What every resolver of the control node did with that query's id (the observation's `dns` entries)."""
        return self._answers.get(query, [])

    @cached_property
    def certificates(self) -> Mapping[str, str]:
        """SHA-256 (hex) to DER in base64, of every chain that was seen."""
        return {name: der for observation in self.observations for name, der in observation.get("certificates", {}).items()}

    @cached_property
    def online(self) -> bool:
        """Whether anything at all could be reached; where nothing was to be reached, whether any resolver answered."""
        attempts = [attempt for attempts in self._attempts.values() for attempt in attempts]
        if attempts:
            return any(attempt["outcome"] == "open" for attempt in attempts)
        return any(answer["outcome"] == "answered" for answers in self._answers.values() for answer in answers)

    @cached_property
    def _attempts(self) -> dict[str, list[Mapping]]:
        return _by("id", (attempt for observation in self.observations for attempt in observation.get("endpoints", ())))

    @cached_property
    def _answers(self) -> dict[str, list[Mapping]]:
        return _by("query", (answer for observation in self.observations for answer in observation.get("dns", ())))

    def _missing(self, plan: Mapping) -> dict | None:
        """The plan for what was not asked yet, or None."""
        endpoints = [endpoint for endpoint in plan.get("endpoints", ()) if endpoint["id"] not in self.asked]
        queries = [query for query in plan.get("dns_queries", ()) if query["id"] not in self.asked]
        if not endpoints and not queries:
            return None
        sections = [*(["proxies", "endpoints"] if endpoints else []), *(["resolvers", "dns"] if queries else [])]
        return {
            **plan,
            "sections": sections,
            "endpoints": endpoints,
            "dns_queries": queries,
            "known_certificates": sorted(self.certificates),
            "software": None,
            "root": "/",
        }

    def _with_probe(self, plan: dict, probe: Callable[[dict, float], dict]) -> Reference:
        asked = self.asked.union(entry["id"] for entry in (*plan["endpoints"], *plan["dns_queries"]))
        try:
            observation = probe(plan, plan["deadline"] + _GRACE)
        except ProbeFailed as error:
            return Reference(self.observations, asked, (*self.failures, str(error)), self.directory)
        return Reference((*self.observations, observation), asked, self.failures, self.directory)


def _by(key: str, entries: Iterable[Mapping]) -> dict[str, list[Mapping]]:
    found: dict[str, list[Mapping]] = {}
    for entry in entries:
        found.setdefault(entry[key], []).append(entry)
    return found
