# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One host of a run, from the inventory's word on it to its assessment on file. Whatever goes wrong, there is an assessment."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from pathlib import Path

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.access import status
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.access.status import Access
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.look import looks
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.records import keep_looks
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.assess.assessment import assessment
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.assess.compiled import NOTHING, Compiled, compiled
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.assess.contact import Policy, contact, not_to_be_contacted
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.assess.contained import Contained
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.assess.host import Host, read_host
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.assess.session import Outcome, Session
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.assess.variables import Variables
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.rows import identifiers, software_rows
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.case import Case
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.judge import judge
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.reference.reference import Reference
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.reference.sources import with_failed_sources
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run import clock
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run.contracts import note_contract
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run.lost import lost_assessment
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run.register import register_of
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run.store import RunDirectory
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.problems import InputError
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.tls.authorities import of_control_node

DEFAULT_RETRY_HOURS = 24
MOST_RETRY_HOURS = 24 * 365


@dataclass
class HostAssessment:
    """The assessment of one host in the making; `customers` are the names of all groups that are customers. `acting`: roles act by what is seen here."""

    run: RunDirectory
    state_dir: Path
    name: str
    groups: Collection[str]
    customers: Collection[str]
    variables: Variables
    acting: bool = False

    def made(self, session: Session) -> dict:
        """The assessment after contact with the host, already on file."""
        return self._written(lambda: self._judged(*self._contacted(session)))

    def made_without_contact(self, access: Access) -> dict:
        """The assessment of a host that no connection could be made to, already on file."""
        return self._written(lambda: self._judged(self._compiled, Outcome(access if self.host.contract else _invalid())))

    @cached_property
    def host(self) -> Host:
        return read_host(self.name, self.groups, self.customers, self.variables)

    @cached_property
    def _run(self) -> dict:
        return self.run.run

    @cached_property
    def _compiled(self) -> Compiled:
        """Where a setting cannot be used, no finding can be made: the contract is then treated as unreadable."""
        if self.host.contract is None:
            return NOTHING
        try:
            return compiled(self.run, self._run["requirements"], self.variables, self.host.contract.products)
        except InputError as error:
            self.host.problems.extend(map(str, error.errors))
            self.host.contract = None
            return NOTHING

    def _written(self, work: Callable[[], dict]) -> dict:
        made = None
        with Contained() as contained:
            made = work()
        if made is None:
            made = self._lost(contained.description)
            if self.acting:
                keep_looks(self.run, made["customer"], self.name, None)
        self.run.write_assessment(made)
        return made

    def _lost(self, description: str) -> dict:
        host = None
        with Contained():
            host = self.host
        customer, site = (host.customer, host.site) if host else (None, None)
        return lost_assessment(self._run, self.name, customer, status.INTERNAL_ERROR, description, site)

    def _contacted(self, session: Session) -> tuple[Compiled, Outcome]:
        policy = self._policy()
        work = self._compiled
        without = not_to_be_contacted(self.host, session)
        if without is not None:
            return work, Outcome(without)
        reference = Reference.load(self.run.path).cover(work.plan)
        work.plan["known_certificates"] = sorted(reference.certificates)
        return work, contact(self.host, session, work.plan, policy, clock.now())

    def _policy(self) -> Policy:
        hours = DEFAULT_RETRY_HOURS
        try:
            hours = self.variables.number("maintenance_retry_rejected_after", DEFAULT_RETRY_HOURS, 0, MOST_RETRY_HOURS)
        except InputError as error:
            self.host.problems.extend(map(str, error.errors))
            self.host.contract = None
        return Policy(self.state_dir, timedelta(hours=hours))

    def _judged(self, work: Compiled, outcome: Outcome) -> dict:
        host = self.host
        reference = Reference.load(self.run.path)
        if outcome.observation is not None:
            reference = reference.cover(with_failed_sources(work.plan, outcome.observation))
            if self.variables.flag("maintenance_keep_observations", False):
                self.run.keep_observation(host.customer, host.name, outcome.observation)
        note_contract(self.run, host.customer, host.contract, host.provider, host.problems)
        case = Case(
            host=host.name,
            groups=host.groups,
            customer=host.customer,
            site=host.site,
            device_class=host.device_class,
            contract=host.contract,
            provider=host.provider,
            access=outcome.access,
            observation=outcome.observation,
            reference=reference,
            catalogue=work.catalogue,
            plan=work.plan,
            settings=work.settings,
            now=clock.now(),
            authorities=of_control_node(work.settings.trust_anchor_pem),
            products=work.products,
            console={"register": register_of(self.run, host.customer, host.name)},
        )
        software = software_rows(case)
        if self.acting:
            keep_looks(self.run, host.customer, host.name, looks(case))
        return assessment(self.run.run_id, case, judge(case, self._run["requirements"]), software, identifiers(software), outcome.started_at)


def _invalid() -> Access:
    return Access.because(status.CONTRACT_INVALID, attempted=False)
