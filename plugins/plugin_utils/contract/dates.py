# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""From when to when a term of the contract holds. Last days are inclusive; the caller says what day it is."""

from __future__ import annotations

from datetime import date

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.contract.model import Agreement, Consent, Contract, Waiver


def _within(first: date | None, last: date | None, on: date) -> bool:
    return (first is None or first <= on) and (last is None or on <= last)


def contract_runs(contract: Contract, on: date) -> bool:
    """From ``starts_on`` to ``ends_on``, both inclusive."""
    return _within(contract.starts_on, contract.ends_on, on)


def agreement_holds(agreement: Agreement, on: date) -> bool:
    """From ``agreed_on`` to ``valid_until``, both inclusive."""
    return _within(agreement.agreed_on, agreement.valid_until, on)


def waiver_holds(waiver: Waiver, on: date) -> bool:
    """Up to and including ``until``."""
    return _within(None, waiver.until, on)


def consent_holds(consent: Consent, on: date) -> bool:
    """From ``given_on`` until it is withdrawn; on the day of the withdrawal it no longer holds."""
    return consent.given_on <= on and (consent.withdrawn_on is None or on < consent.withdrawn_on)
