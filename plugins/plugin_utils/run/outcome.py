# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a run came to, and whether that is a failure; pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.access.status import LOST

POLICIES = ("never", "new", "unmet", "unmet_or_unknown")
MOST_NAMED = 20


@dataclass
class Outcome:
    """Counts over all hosts of a run. Notices are in none of them. `lost`: hosts whose findings the run lost. `damaged`: what could not be read or recorded."""

    hosts: int = 0
    unmet: int = 0
    unknown: int = 0
    new: int = 0
    lost: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    damaged: list[str] = field(default_factory=list)

    def count(self, assessment: Mapping, before: Mapping | None) -> None:
        """Adds a host; `before`: what was last known of each of its requirements, None where nothing was."""
        self.hosts += 1
        if assessment["access"]["reason"] in LOST:
            self.lost.append(assessment["host"])
        for finding in assessment["findings"]:
            if finding["severity"] != "failure":
                continue
            if finding["status"] == "unknown":
                self.unknown += 1
            elif finding["status"] == "unmet":
                self.unmet += 1
                self.new += before is not None and before.get(finding["id"]) != "unmet"

    def as_data(self) -> dict:
        return asdict(self)


def reasons_to_fail(outcome: Mapping, policy: str) -> list[str]:
    """Why the run has failed, for people; empty where it has not.

    What breaks the run's integrity always does. Findings do by policy: `new` counts what is unmet now and was not at the host's last run,
    so a host without a history has nothing new.
    """
    reasons = [f"inventory: {problem}" for problem in outcome["problems"]] + list(outcome.get("damaged", ()))
    if outcome["lost"]:
        reasons.append(f"no assessment of {len(outcome['lost'])} of {outcome['hosts']} hosts: {_named(outcome['lost'])}")
    if policy == "new" and outcome["new"]:
        reasons.append(f"{outcome['new']} requirements are unmet that were not at the last run")
    if policy in ("unmet", "unmet_or_unknown") and outcome["unmet"]:
        reasons.append(f"{outcome['unmet']} requirements are unmet")
    if policy == "unmet_or_unknown" and outcome["unknown"]:
        reasons.append(f"{outcome['unknown']} requirements could not be judged")
    return reasons


def _named(hosts: Iterable[str]) -> str:
    hosts = sorted(hosts)
    more = f" and {len(hosts) - MOST_NAMED} more" if len(hosts) > MOST_NAMED else ""
    return ", ".join(hosts[:MOST_NAMED]) + more
