# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything that decides whether and how a role may act on one host. Pure data: no Ansible, no clock, no connection."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.look import Look
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.contract.model import Agreement, Contract
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.contract.scope import covers


@dataclass(frozen=True)
class View:
    """One host as an acting run sees it.

    `contract`: None where it cannot be used. `findings`: of the host's assessment in this run, by requirement. `seen`: the
    machine's software was seen whole, so that what is not among the `looks` is not there. `register`: the host's enrolments
    (run/register.py). `adopt`: maintenance_adopt of this host. `confirm`: maintenance_confirm of the command line. `settings`: a role's own
    variables, those that its product names.
    """

    host: str
    groups: tuple[str, ...] = ()
    customer: str | None = None
    site: str | None = None
    device_class: str | None = None
    contract: Contract | None = None
    provider: Mapping = field(default_factory=dict)
    findings: Mapping[str, Mapping] = field(default_factory=dict)
    looks: tuple[Look, ...] = ()
    seen: bool = True
    platform: Mapping | None = None
    register: tuple[Mapping, ...] = ()
    adopt: bool = False
    confirm: str | None = None
    settings: Mapping = field(default_factory=dict)
    now: datetime | None = None

    @property
    def today(self) -> date:
        return self.now.date()

    def finding(self, requirement: str) -> Mapping | None:
        return self.findings.get(requirement)

    def look(self, product: str) -> Look | None:
        """What is set up of that product; of several the first, and only where none is set up anything else of it."""
        found = [one for one in self.looks if one.product == product]
        return next((one for one in found if one.is_set_up), found[0] if found else None)

    def enrolment(self, product: str) -> Mapping | None:
        """The host's line in our register."""
        return next((entry for entry in self.register if entry.get("product") == product), None)

    def agreements(self, action: str) -> tuple[Agreement, ...]:
        """What was agreed with that action and concerns this host."""
        terms = self.contract.agreements if self.contract else ()
        return tuple(one for one in terms if one.action == action and covers(one.hosts, self.host, self.groups))
