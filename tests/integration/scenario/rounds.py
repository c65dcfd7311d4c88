# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which scenarios share a run: those that touch different hosts cannot influence each other."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from lab.topology import Topology

from scenario.table import EVERYWHERE, Scenario

# Seconds. Five hosts probe at the same time on the cores of one machine, beside other checks: with the usual deadline a name is
# now and then answered too late to say anything of the peer.
DEADLINE = 20


@dataclass
class Round:
    """Scenarios that hold at the same time, in one run over the hosts they touch."""

    scenarios: list[Scenario] = field(default_factory=list)
    hosts: set[str] = field(default_factory=set)
    shared: bool = True

    @property
    def settings(self) -> dict[str, object]:
        """What holds for the control node too: where everybody feels the scenario, the reference waits as long as the hosts."""
        own = None if self.shared else self.scenarios[0].deadline
        return {"maintenance_deadline": own or DEADLINE}

    @property
    def name(self) -> str:
        return " + ".join(scenario.name for scenario in self.scenarios)


def rounds(scenarios: Iterable[Scenario], plan: Topology) -> list[Round]:
    """Each scenario in the first round that has room for it. What everybody feels stands alone."""
    made: list[Round] = []
    for scenario in scenarios:
        hosts = set(scenario.hosts(plan))
        alone = any(step.at in EVERYWHERE for step in scenario.given)
        place = None if alone else next((one for one in made if one.shared and not one.hosts & hosts), None)
        if place is None:
            place = Round(shared=not alone)
            made.append(place)
        place.scenarios.append(scenario)
        place.hosts |= hosts
    return made
