# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A customer's contract as the rest of the collection sees it: checked, frozen, dates as dates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

#: None: every host of the customer. Else names of hosts or of groups.
Hosts = tuple[str, ...] | None


@dataclass(frozen=True)
class Contact:
    """Whom a report is for."""

    name: str | None = None
    email: str | None = None


@dataclass(frozen=True)
class Consent:
    """Leave for unattended access to workstations, given by the customer."""

    given_by: str
    given_on: date
    source: str
    scope: str = "workstations"
    hosts: Hosts = None
    withdrawn_on: date | None = None


@dataclass(frozen=True)
class Agreement:
    """Another provider's software that was individually agreed; it counts only for the identity it names."""

    product: str
    provider: str
    identity: Mapping[str, str]
    action: str
    given_by: str
    agreed_on: date
    hosts: Hosts = None
    valid_until: date | None = None


@dataclass(frozen=True)
class Waiver:
    """A requirement that we do without for a while."""

    requirement: str
    reason: str
    given_by: str
    until: date
    hosts: Hosts = None


@dataclass(frozen=True)
class Contract:
    """One customer's terms."""

    customer: str
    number: str
    starts_on: date
    products: frozenset[str]
    language: str = "en"
    contact: Contact = field(default_factory=Contact)
    ends_on: date | None = None
    consents: tuple[Consent, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    waivers: tuple[Waiver, ...] = ()
