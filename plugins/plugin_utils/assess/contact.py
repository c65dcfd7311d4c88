# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Getting in touch with one host, or knowing why not to: what came of it, and the memory of refusals kept up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.access import credentials, rejections, status
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.access.rejections import Rejections
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.access.status import Access
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.assess.host import Host
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.assess.observed import NoObservation, checked
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.assess.session import Outcome, Session
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.applicability import NETWORK_DEVICE


@dataclass(frozen=True)
class Policy:
    """How often a refused credential is tried, and where that is remembered."""

    state_dir: Path
    retry_after: timedelta


def not_to_be_contacted(host: Host, session: Session) -> Access | None:
    """Why no connection is made to this host, if none is."""
    if host.contract is None:
        return Access.because(status.CONTRACT_INVALID, attempted=False)
    if host.credentials_declared_missing:
        return Access.because(status.CREDENTIALS_MISSING, attempted=False)
    if not _has_a_way_in(host, session):
        return Access.because(status.NO_WAY_IN, attempted=False)
    return None


def _has_a_way_in(host: Host, session: Session) -> bool:
    if host.device_class == NETWORK_DEVICE:
        return session.can_log_in_only
    return session.collector(host.collector) is not None


def contact(host: Host, session: Session, plan: Mapping, policy: Policy, now: datetime) -> Outcome:
    """Logs in to a host once, unless its credential was refused lately. The observation, if there is one, is checked."""
    memory = _Memory(policy, host, session, now)
    refused = memory.login_refused()
    if refused is not None:
        return Outcome(refused)
    return memory.learn(_believed(_log_in(host, session, plan, memory.become_refused())))


def _log_in(host: Host, session: Session, plan: Mapping, become_refused: Access | None) -> Outcome:
    if host.device_class == NETWORK_DEVICE:
        return session.log_in_only(plan["deadline"], become_refused)
    collector = session.collector(host.collector)
    if become_refused is not None:
        return session.run_probe_without_become(collector, plan, plan["deadline"], become_refused)
    return session.run_probe(collector, plan, plan["deadline"])


def _believed(outcome: Outcome) -> Outcome:
    """What the machine says of the account counts for more than how it was asked for; a malformed observation counts for nothing."""
    if outcome.observation is None:
        return outcome
    try:
        observation = checked(outcome.observation)
    except NoObservation as error:
        return replace(outcome, access=Access.because(status.PROBE_FAILED, detail=str(error)), observation=None, started_at=None)
    privilege = observation.get("privilege")
    access = outcome.access
    if privilege is None:
        return replace(outcome, observation=observation)
    if privilege["administrative"]:
        return replace(outcome, access=Access.because(status.LOGGED_IN, privileged=True), observation=observation)
    if access.status == status.VALID:
        access = Access.because(status.NOT_ADMINISTRATIVE)
    return replace(outcome, access=replace(access, privileged=False), observation=observation)


class _Memory:
    """What is remembered of this host's credentials. The marks are made when they are needed, which for most hosts is never."""

    def __init__(self, policy: Policy, host: Host, session: Session, now: datetime) -> None:
        self._policy = policy
        self._session = session
        self._now = now
        self._refusals_of_become = {status.BECOME_PASSWORD_WRONG}
        if host.device_class == NETWORK_DEVICE:
            # A command line that asks for the password a second time may not be understood, so that the attempt just ends.
            self._refusals_of_become.add(status.BECOME_FAILED)
        self._rejections = Rejections(policy.state_dir, host.customer, host.name)

    def login_refused(self) -> Access | None:
        """What is known of the log-in, if it must not be tried now."""
        for kind, reason in ((rejections.LOGIN, status.CREDENTIALS_REJECTED_BEFORE), (rejections.KEYS, status.TOO_MANY_KEYS)):
            refused = self._refused(kind)
            if refused is not None:
                said = refused.reason if refused.reason == status.BASIC_REFUSED else reason
                return Access.because(said, since=refused.since, attempted=False)
        return None

    def become_refused(self) -> Access | None:
        """What is known of the become password, if it must not be tried now."""
        refused = self._refused(rejections.BECOME) if self._session.uses_become else None
        return Access.because(refused.reason, since=refused.since) if refused else None

    def learn(self, outcome: Outcome) -> Outcome:
        """Remembers or forgets by what came of the log-in; a refusal carries since when it is known."""
        access = outcome.access
        if access.status == status.REJECTED:
            return self._with_since(outcome, rejections.LOGIN)
        if access.reason == status.TOO_MANY_KEYS:
            return self._with_since(outcome, rejections.KEYS)
        if access.status in (status.VALID, status.INSUFFICIENT):
            self._rejections.forget(rejections.LOGIN)
            self._rejections.forget(rejections.KEYS)
        if access.reason in self._refusals_of_become and access.since is None:
            return self._with_since(outcome, rejections.BECOME)
        if _wrong_just_now(outcome.become_failed):
            self._rejections.remember(rejections.BECOME, self._mark(rejections.BECOME), status.BECOME_PASSWORD_WRONG, self._now)
        elif access.privileged and outcome.become_failed is None:
            self._rejections.forget(rejections.BECOME)
        return outcome

    def _with_since(self, outcome: Outcome, kind: str) -> Outcome:
        remembered = self._rejections.remember(kind, self._mark(kind), outcome.access.reason, self._now)
        return replace(outcome, access=replace(outcome.access, since=remembered.since))

    def _refused(self, kind: str) -> rejections.Rejection | None:
        known = self._rejections.get(kind)
        if known is None or not known.forbids(self._mark(kind), self._now, self._policy.retry_after):
            return None
        return known

    def _mark(self, kind: str) -> str:
        parts = self._session.credentials()
        if kind == rejections.BECOME:
            parts |= self._session.become_credentials()
        if kind == rejections.KEYS:
            parts["arguments"] = self._session.ssh_arguments
        return credentials.fingerprint(credentials.control_node_key(self._policy.state_dir), parts)


def _wrong_just_now(become: Access | None) -> bool:
    return become is not None and become.reason == status.BECOME_PASSWORD_WRONG and become.since is None
