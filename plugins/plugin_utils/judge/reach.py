# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reach: which needs of an endpoint group are satisfied from the device, and what the reference says of those that are not.

A *need* is what one open endpoint satisfies: a single port (semantics `all`), any port of one name (`any_port`), or any
port of any name of the group (`any`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.catalogue.endpoints import endpoint_id
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.trial import Trial, most_telling
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.verdict import CONTROL_NODE

if TYPE_CHECKING:
    from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.catalogue.endpoints import EndpointGroup
    from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.case import Case

REACHED = "reached"
BLOCKED = "blocked"  # fails here, works from the control node
OUTAGE = "outage"  # fails from both
UNDECIDED = "undecided"  # nothing can be said

UNCONFIRMED = "unconfirmed"
ANY = "any"
ANY_PORT = "any_port"


@dataclass(frozen=True)
class Need:
    """Endpoint ids of which one must be open, in the catalogue's order; `confirmed`: its source is sure of it.

    `rule` is what a firewall's administrator would be told (`*.teamviewer.com:443`), with the preferred port where any will do.
    """

    endpoints: tuple[str, ...]
    confirmed: bool
    rule: str


@dataclass(frozen=True)
class Reach:
    """What came of one need. `trials` are all of the device's, `reached_by` the first that worked."""

    need: Need
    state: str
    trials: tuple[Trial, ...]
    reached_by: Trial | None = None
    caused_by: str | None = None

    @property
    def worst(self) -> Trial:
        """The failure to show, or where none was seen at all, what was asked for."""
        failed = [trial for trial in self.trials if not trial.works]
        return most_telling(failed) if failed else Trial(self.need.endpoints[0], "direct", None, None, "not_seen")


def needs(group: EndpointGroup) -> Iterator[Need]:
    """What must be reachable for this group; what only informs (UDP, patterns, not required) is none."""
    wanted = [(entry, name, [pair for pair in entry.ports if entry.judged(pair[1])]) for entry in group.entries for name in entry.names]
    each = [
        [Need((endpoint_id(name, port, protocol),), entry.confidence != UNCONFIRMED, f"{entry.pattern}:{port}") for port, protocol in ports]
        for entry, name, ports in wanted
        if ports
    ]
    if group.semantics == ANY:
        each = [[need for needs_of_name in each for need in needs_of_name]]
    for needs_of_name in filter(None, each):
        if group.semantics in (ANY, ANY_PORT):
            yield _any_of(needs_of_name)
        else:
            yield from needs_of_name


def _any_of(alternatives: list[Need]) -> Need:
    endpoints = tuple(endpoint for need in alternatives for endpoint in need.endpoints)
    return Need(endpoints, any(need.confirmed for need in alternatives), alternatives[0].rule)


def reach(case: Case, need: Need) -> Reach:
    """Whether the device satisfies the need, and if not, whether the control node would."""
    trials = tuple(trial for endpoint in need.endpoints for trial in case.attempts.device(endpoint))
    by = next((trial for trial in trials if trial.works), None)
    if by is not None:
        return Reach(need, REACHED, trials, reached_by=by)
    seen = {trial.endpoint for trial in trials}
    if any(trial.works is None for trial in trials) or not seen.issuperset(need.endpoints):
        return Reach(need, UNDECIDED, trials)
    reference = [trial for endpoint in need.endpoints for trial in case.attempts.reference(endpoint)]
    if any(trial.works for trial in reference):
        return Reach(need, BLOCKED, trials)
    if not case.reference.online:
        return Reach(need, OUTAGE, trials, caused_by=CONTROL_NODE)
    if reference:
        return Reach(need, OUTAGE, trials, caused_by=f"endpoint:{most_telling(trials).place}")
    return Reach(need, UNDECIDED, trials)


def in_state(reaches: Iterable[Reach], state: str) -> list[Reach]:
    return [one for one in reaches if one.state == state]
