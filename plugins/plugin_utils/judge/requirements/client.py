# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""`client.installed`, `client.registered`, `client.permitted`, `client.exclusive`: our client for unattended access."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.contract.dates import contract_runs
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.presence import LEFTOVER
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.applicability import WORKSTATION
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.reasons import Reason
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.registry import requirement
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.software import CLIENT, SECTION, Software, described
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.verdict import (
    CUSTOMER,
    PROVIDER,
    Verdict,
    met,
    not_applicable,
    unknown,
    unmet,
)
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.ownership.decide import PROOFS
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.ownership.evidence import OURS, UNKNOWN, UNMANAGED

if TYPE_CHECKING:
    from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.installations import Installation
    from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.case import Case

_INSTALLED = "client.installed"
_EXCLUSIVE = "client.exclusive"


@requirement(_INSTALLED, SECTION)
def judge_installed(case: Case) -> Verdict:
    """The approved client is installed, its service runs and starts at boot. Somebody else's client is not ours."""
    software = Software.of(case)
    client = _client(software, None)
    if isinstance(client, Verdict):
        return client
    if client.ownership.owner == UNKNOWN:
        return _owner_unknown([client])
    data = {"client_id": client.client.client_id, "version": client.version, "ownership": client.ownership.owner}
    if not client.seen.runs:
        return software.missing_knowledge() or unmet(Reason.CLIENT_NOT_RUNNING, PROVIDER, **data)
    if client.seen.starts_at_boot is None:
        return unknown(Reason.CLIENT_BOOT_UNKNOWN, PROVIDER, **data)
    if not client.seen.starts_at_boot:
        return software.missing_knowledge() or unmet(Reason.CLIENT_NOT_AT_BOOT, PROVIDER, **data)
    return met(Reason.CLIENT_RUNS, **data)


@requirement("client.registered", SECTION)
def judge_registered(case: Case) -> Verdict:
    """The client is managed by our account: by our console's word, or by our register and the same management id."""
    client = _client(Software.of(case), _INSTALLED)
    if isinstance(client, Verdict):
        return client
    data = {"client_id": client.client.client_id, "proof": client.ownership.reason}
    if client.ownership.owner == OURS:
        if client.ownership.reason in PROOFS:
            return met(Reason.CLIENT_REGISTERED, **data)
        if client.client.values.get("managed") is False:
            return unmet(Reason.CLIENT_UNMANAGED, PROVIDER, **data)
        return unknown(Reason.CLIENT_REGISTRATION_UNPROVEN, PROVIDER, **data)
    if client.ownership.owner == UNMANAGED:
        return unmet(Reason.CLIENT_UNMANAGED, PROVIDER, **data)
    return _owner_unknown([client])


@requirement("client.permitted", SECTION)
def judge_permitted(case: Case) -> Verdict:
    """Servers and network devices: while the contract runs. Workstations: by a consent that has not been withdrawn."""
    software = Software.of(case)
    ours = [client for client in software.our_clients() if client.unattended is not False]
    coexistence = software.coexistence()
    if coexistence is not None and ours:
        return unmet(
            Reason.CLIENT_DESPITE_AGREEMENT, PROVIDER, provider=coexistence.provider, product=software.name_of(coexistence.product), found=described(ours)
        )
    if case.device_class == WORKSTATION:
        return _permitted_by_consent(software, ours)
    dates = {"starts_on": case.contract.starts_on.isoformat(), "ends_on": case.contract.ends_on.isoformat() if case.contract.ends_on else None}
    if contract_runs(case.contract, software.today):
        return met(Reason.ACCESS_AGREED_BY_CONTRACT, **dates)
    if ours:
        return unmet(Reason.CONTRACT_NOT_RUNNING, PROVIDER, found=described(ours), **dates)
    return _nobody_known(software) or not_applicable(Reason.NO_CLIENT_OUTSIDE_CONTRACT, **dates)


@requirement(_EXCLUSIVE, SECTION)
def judge_exclusive(case: Case) -> Verdict:
    """No other partner's TeamViewer or AnyDesk with unattended access, unless an agreement is about just that one."""
    software = Software.of(case)
    missing = software.missing_knowledge()
    conflicts = software.conflicts()
    if conflicts:
        agreement = software.failed_agreement(conflicts[0])
        if agreement is None:
            return unmet(Reason.FOREIGN_CLIENT, CUSTOMER, found=described(conflicts))
        return unmet(
            Reason.FOREIGN_CLIENT_NOT_AS_AGREED,
            CUSTOMER,
            found=described(conflicts),
            provider=agreement.provider,
            identity=list(agreement.identity.values()),
            agreed_on=agreement.agreed_on.isoformat(),
            valid_until=agreement.valid_until.isoformat() if agreement.valid_until else None,
        )
    if missing is not None:
        return missing
    unclear = software.unclear()
    if unclear:
        return unknown(Reason.EXCLUSIVE_UNCLEAR, PROVIDER, found=described(unclear))
    agreed = software.agreed()
    if agreed:
        found = [{**row, "provider": agreement.provider, "action": agreement.action} for one, agreement in agreed for row in described([one])]
        return met(Reason.OTHERS_AGREED, found=found)
    return met(Reason.NO_OTHER_CLIENT)


def _client(software: Software, caused_by: str | None) -> Installation | Verdict:
    """The client that may be ours, or why there is none to look at."""
    agreement = software.coexistence()
    if agreement is not None:
        valid_until = agreement.valid_until.isoformat() if agreement.valid_until else None
        return not_applicable(Reason.STAYS_OFF_BY_AGREEMENT, provider=agreement.provider, product=software.name_of(agreement.product), valid_until=valid_until)
    candidates = software.client_candidates()
    if candidates:
        # Ours before nobody's before whoever's.
        return min(candidates, key=lambda one: (OURS, UNMANAGED, UNKNOWN).index(one.ownership.owner))
    conflicts = software.conflicts()
    is_workstation = software.case.device_class == WORKSTATION
    missing = software.missing_knowledge()
    if is_workstation and software.consent() is None and not conflicts:
        return missing or not_applicable(Reason.NO_UNATTENDED_ACCESS)
    if conflicts:
        return unmet(Reason.CLIENT_RULED_OUT, CUSTOMER, caused_by=_EXCLUSIVE, found=described(conflicts))
    if missing is not None:
        return missing
    if software.suspected_client():
        return unknown(Reason.CLIENT_SUSPECTED, PROVIDER)
    leftovers = any(one.product.id == CLIENT and one.presence == LEFTOVER for one in software.installations)
    return unmet(Reason.CLIENT_REMOVED if leftovers else Reason.CLIENT_MISSING, PROVIDER, caused_by=caused_by)


def _permitted_by_consent(software: Software, ours: list[Installation]) -> Verdict:
    consent = software.consent()
    if consent is not None:
        return met(Reason.CONSENT_GIVEN, given_by=consent.given_by, given_on=consent.given_on.isoformat(), source=consent.source)
    if not ours:
        return _nobody_known(software) or not_applicable(Reason.NO_UNATTENDED_ACCESS)
    withdrawn = software.withdrawn()
    if withdrawn is not None:
        return unmet(Reason.CONSENT_WITHDRAWN, PROVIDER, withdrawn_on=withdrawn.withdrawn_on.isoformat(), found=described(ours))
    if all(_asked_the_person(one, software.case.provider) for one in ours):
        return unknown(Reason.CONSENT_NOT_FILED, PROVIDER, found=described(ours))
    return unmet(Reason.CONSENT_MISSING, PROVIDER, found=described(ours))


def _asked_the_person(client: Installation, provider: dict) -> bool:
    """Whether it came with a module of ours, whose installer asks."""
    configuration = client.client.text("configuration_id")
    return bool(configuration) and configuration in {str(known).strip().casefold() for known in provider.get("teamviewer_configuration_ids") or ()}


def _nobody_known(software: Software) -> Verdict | None:
    """A client that may be ours is no absent one."""
    unsure = [one for one in software.clients() if one.ownership.owner == UNKNOWN and one.unattended is not False]
    return _owner_unknown(unsure) if unsure else software.missing_knowledge()


def _owner_unknown(found: list[Installation]) -> Verdict:
    return unknown(Reason.CLIENT_OWNER_UNKNOWN, PROVIDER, found=described(found))
