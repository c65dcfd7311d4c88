# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A case's software as its judges look at it: our client, what rules it out, and what was agreed about others'."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.contract.dates import agreement_holds, consent_holds
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.contract.scope import covers
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.presence import INSTALLED, RUNNING, SUSPECTED
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.rows import case_installations
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.reasons import Reason
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.sections import held_back
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.verdict import MET, PROVIDER, Verdict, unknown
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.ownership.evidence import FOREIGN, OURS, UNKNOWN, UNMANAGED
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.ownership.identity import is_named

if TYPE_CHECKING:
    from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.contract.model import Agreement, Consent
    from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.installations import Installation
    from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.case import Case

SECTION = "software"

CLIENT = "teamviewer"
"""The approved client for unattended access."""

ATTENDED_CLIENT = "teamviewer-quicksupport"

COEXIST = "coexist"


@dataclass(frozen=True)
class Software:
    """What was found on one host, and the terms of its contract that are about software."""

    case: Case
    installations: tuple[Installation, ...]

    @classmethod
    def of(cls, case: Case) -> Software:
        return cls(case, tuple(case_installations(case)))

    @property
    def today(self) -> date:
        return self.case.now.date()

    # What is there

    def clients(self) -> list[Installation]:
        """TeamViewer clients that are set up on the machine, whosever they are."""
        return [one for one in self.installations if one.product.id == CLIENT and one.presence in (INSTALLED, RUNNING)]

    def client_candidates(self) -> list[Installation]:
        """Those of them that are not proven to be somebody else's."""
        return [one for one in self.clients() if one.ownership.owner != FOREIGN]

    def our_clients(self) -> list[Installation]:
        return [one for one in self.clients() if one.ownership.owner == OURS]

    def suspected_client(self) -> bool:
        return any(one.product.id == CLIENT and one.presence == SUSPECTED for one in self.installations)

    # Whose it is, where ours is ruled out beside another's

    def others_that_exclude(self) -> list[Installation]:
        """Every installation, not ours, of a product that rules our client out where it is set up for unattended access."""
        found = [one for one in self.installations if one.product.excludes_ours and one.ownership.owner != OURS]
        return [one for one in found if one.is_here or one.presence == SUSPECTED]

    def conflicts(self) -> list[Installation]:
        """Somebody else's, with unattended access, and not agreed."""
        return [one for one in self.others_that_exclude() if one.ownership.owner == FOREIGN and one.unattended is True and not self.agreement(one)]

    def unclear(self) -> list[Installation]:
        """What could be one, as far as is known."""
        return [one for one in self.others_that_exclude() if _may_exclude(one) and one not in self.conflicts() and not self.agreement(one)]

    def agreed(self) -> list[tuple[Installation, Agreement]]:
        pairs = [(one, self.agreement(one)) for one in self.others_that_exclude()]
        return [(one, agreement) for one, agreement in pairs if agreement is not None]

    # What the contract says

    def agreement(self, installation: Installation) -> Agreement | None:
        """The agreement in force that is about this very installation."""
        return next((one for one in self._agreements(installation.product.id) if self._is_about(one, installation) and agreement_holds(one, self.today)), None)

    def failed_agreement(self, installation: Installation) -> Agreement | None:
        """The agreement about this product on this host that does not help: over, not begun, or with another identity."""
        found = self._agreements(installation.product.id)
        return next((one for one in found if self._is_about(one, installation)), found[0] if found else None)

    def _is_about(self, agreement: Agreement, installation: Installation) -> bool:
        return is_named(installation.client, agreement.identity)

    def _agreements(self, product: str) -> list[Agreement]:
        agreements = self.case.contract.agreements
        return [one for one in agreements if one.product == product and covers(one.hosts, self.case.host, self.case.groups)]

    def coexistence(self) -> Agreement | None:
        """An agreement in force by which our client stays off this host."""
        return next(
            (
                one
                for one in self.case.contract.agreements
                if one.action == COEXIST
                and covers(one.hosts, self.case.host, self.case.groups)
                and agreement_holds(one, self.today)
                and self._excludes(one.product)
            ),
            None,
        )

    def name_of(self, product: str) -> str:
        """A product's name as a person would say it."""
        found = self.case.products.get(product) if self.case.products is not None else None
        return found.name if found is not None else product

    def _excludes(self, product: str) -> bool:
        found = self.case.products.get(product) if self.case.products is not None else None
        return found is not None and found.excludes_ours

    def consents(self) -> list[Consent]:
        return [one for one in self.case.contract.consents if covers(one.hosts, self.case.host, self.case.groups)]

    def consent(self) -> Consent | None:
        """The consent to unattended access that holds today."""
        return next((one for one in self.consents() if consent_holds(one, self.today)), None)

    def withdrawn(self) -> Consent | None:
        """The consent that was withdrawn last."""
        found = [one for one in self.consents() if one.withdrawn_on is not None and one.withdrawn_on <= self.today]
        return max(found, key=lambda one: one.withdrawn_on, default=None)

    # Whether enough was seen

    def missing_knowledge(self) -> Verdict | None:
        """Why nothing that was not found may be called absent; None where the look was whole."""
        if self.case.products is None or "software" not in self.case.observation:
            return unknown(Reason.SECTION_MISSING, PROVIDER, sections=[SECTION])
        verdict = held_back(self.case, (SECTION,), Verdict(MET, Reason.SECTION_MISSING))
        return None if verdict.status == MET else verdict


def _may_exclude(one: Installation) -> bool:
    """Not knowing whose it is, or whether it lets anybody in, never counts as harmless."""
    if one.presence == SUSPECTED:
        return True
    if one.ownership.owner in (UNKNOWN, UNMANAGED):
        return one.unattended is not False
    return one.unattended is None


def described(installations: list[Installation]) -> list[dict]:
    """Rows of a finding's data."""
    return [
        {
            "product": one.name[:255],
            "presence": one.presence,
            "ownership": one.ownership.owner,
            "ownership_reason": one.ownership.reason,
            "unattended": one.unattended,
            "client_id": one.client.client_id or None,
            "owner": _owner(one),
        }
        for one in installations
    ]


def _owner(one: Installation) -> str | None:
    """The name under which its owner shows, if any."""
    values = one.client.values
    for name in ("owner_company_name", "owner_account_name", "team", "server", "account_id", "integrator_login", "prefix"):
        if isinstance(values.get(name), str) and values[name]:
            return values[name]
    for name in ("namespaces", "servers"):
        if isinstance(values.get(name), (list, tuple)) and values[name]:
            return ", ".join(str(item) for item in values[name][:5])
    return None
