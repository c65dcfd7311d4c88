# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The table of scenarios: what is done to the lab, and what every finding of every host must then be. Read from ``scenarios/*.yml``."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml
from lab.topology import Topology

FOLDER = Path(__file__).parents[1] / "scenarios"
EVERYWHERE = ("internet", "control")
"""Places whose faults every host feels."""
ALL_HOSTS = "all"
OTHERWISE = "otherwise"
ACCESS = "access"
_ASPECTS = {"severity": "failure", "responsible": None, "caused_by": None}
_BY_CLASS = "not_for_device_class"
_KEYS = {"scenario", "given", "variables", "expect", "causes", "deadline"}


@dataclass(frozen=True)
class Step:
    """One thing that goes wrong: ``do`` names a fault of a host, or what a firewall does (to a line, or to one host alone)."""

    at: str
    do: str
    arguments: tuple[str, ...]
    options: Mapping[str, object]


@dataclass(frozen=True)
class Scenario:
    """``given`` happens on the lab, ``variables`` are those of hosts; ``expect`` tells each touched host's findings that differ.

    ``causes`` are the run's common causes, by customer; ``deadline`` is the probe's, in seconds, where the usual one would only
    make the test wait.
    """

    name: str
    given: tuple[Step, ...]
    variables: Mapping[str, Mapping[str, object]]
    expect: Mapping[str, Mapping[str, Mapping]]
    causes: Mapping[str, tuple[str, ...]]
    deadline: int | None = None

    def hosts(self, plan: Topology) -> tuple[str, ...]:
        """Every host that feels it, in the topology's order."""
        touched = set(self.variables)
        for step in self.given:
            touched.update(_hosts_at(plan, step.at))
        return tuple(host.name for host in plan.hosts if host.name in touched or ALL_HOSTS in touched)

    def variables_of(self, plan: Topology) -> dict[str, dict]:
        """Each touched host's own variables."""
        deadline = {} if self.deadline is None else {"maintenance_deadline": self.deadline}
        return {host: {**deadline, **self.variables.get(ALL_HOSTS, {}), **self.variables.get(host, {})} for host in self.hosts(plan)}

    def expected(self, host: str, open_findings: Mapping[str, Mapping]) -> dict[str, dict]:
        """Every requirement's expected finding on that host; what is not told is as when everything is open."""
        told = {**self.expect.get(ALL_HOSTS, {}), **self.expect.get(host, {})}
        told.pop(ACCESS, None)
        otherwise = told.pop(OTHERWISE, {})
        usual = {name: _otherwise(finding, otherwise) for name, finding in open_findings.items()}
        unknown = set(told) - set(usual)
        if unknown:
            raise ValueError(f"{self.name}: {sorted(unknown)} are no requirements")
        return {name: {**_ASPECTS, **told.get(name, usual[name])} for name in usual}

    def access(self, host: str) -> Mapping[str, str]:
        """What came of the log-in."""
        told = {**self.expect.get(ALL_HOSTS, {}), **self.expect.get(host, {})}
        return told.get(ACCESS, {"status": "valid", "reason": "logged_in"})


def _otherwise(finding: Mapping, told: Mapping) -> Mapping:
    """What a scenario says of all that it does not name: another finding, or (without a status) more about the usual one."""
    if finding["reason"] == _BY_CLASS:
        return finding
    return told if "status" in told else {**finding, **told}


def _hosts_at(plan: Topology, place: str) -> set[str]:
    if place in EVERYWHERE:
        return {host.name for host in plan.hosts}
    if place in {site.name for site in plan.sites}:
        return {host.name for host in plan.hosts_of(plan.site(place))}
    return {plan.host(place).name}


def read_scenarios(path: Path) -> list[Scenario]:
    """All scenarios of one file. A key that nobody reads is an error: it would be an expectation that nobody checks."""
    return [_scenario(entry, path) for entry in yaml.safe_load(path.read_text("utf-8"))]


def all_scenarios() -> list[Scenario]:
    """Those of all files, in the order of the files' names."""
    return [scenario for path in sorted(FOLDER.glob("*.yml")) for scenario in read_scenarios(path)]


def open_findings(device_class: str) -> dict[str, dict]:
    """What every requirement comes to on a host of that class when nothing is wrong."""
    table = yaml.safe_load((FOLDER.parent / "everything_open.yml").read_text("utf-8"))
    return {name: {**_ASPECTS, **finding.get(device_class, finding)} for name, finding in table.items()}


def _scenario(entry: Mapping, path: Path) -> Scenario:
    strange = set(entry) - _KEYS
    if strange:
        raise ValueError(f"{path.name}: {entry.get('scenario')}: {sorted(strange)} mean nothing")
    return Scenario(
        name=entry["scenario"],
        given=tuple(_step(step) for step in entry.get("given", ())),
        variables=entry.get("variables", {}),
        expect=entry.get("expect", {}),
        causes={customer: tuple(causes) for customer, causes in entry.get("causes", {}).items()},
        deadline=entry.get("deadline"),
    )


def _step(words: Mapping) -> Step:
    options = {key: value for key, value in words.items() if key not in ("at", "do", "with")}
    return Step(words["at"], words["do"], tuple(words.get("with", ())), options)
