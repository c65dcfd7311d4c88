# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from datetime import date

import pytest

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.contract.dates import (
    agreement_holds,
    consent_holds,
    contract_runs,
    waiver_holds,
)
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.contract.model import Agreement, Consent, Contract, Waiver

BEFORE, FIRST, BETWEEN, LAST, AFTER = (date(2026, 11, day) for day in (1, 2, 10, 20, 21))


def contract(ends_on):
    return Contract(customer="x", number="1", starts_on=FIRST, products=frozenset(), ends_on=ends_on)


def agreement(valid_until):
    return Agreement("anydesk", "x", {"namespace": "y"}, "coexist", "z", agreed_on=FIRST, valid_until=valid_until)


def consent(withdrawn_on):
    return Consent(given_by="x", given_on=FIRST, source="written", withdrawn_on=withdrawn_on)


@pytest.mark.parametrize(("day", "holds"), [(BEFORE, False), (FIRST, True), (BETWEEN, True), (LAST, True), (AFTER, False)])
def test_first_and_last_day_are_part_of_a_period(day, holds):
    assert contract_runs(contract(LAST), day) is holds
    assert agreement_holds(agreement(LAST), day) is holds


@pytest.mark.parametrize(("day", "holds"), [(BEFORE, False), (FIRST, True), (date.max, True)])
def test_without_a_last_day_there_is_no_end(day, holds):
    assert contract_runs(contract(None), day) is holds
    assert agreement_holds(agreement(None), day) is holds
    assert consent_holds(consent(None), day) is holds


@pytest.mark.parametrize(("day", "holds"), [(BEFORE, False), (FIRST, True), (BETWEEN, True), (LAST, False), (AFTER, False)])
def test_a_consent_does_not_hold_on_the_day_of_its_withdrawal(day, holds):
    assert consent_holds(consent(LAST), day) is holds


def test_a_consent_withdrawn_on_the_day_it_was_given_never_held():
    assert not consent_holds(consent(FIRST), FIRST)


@pytest.mark.parametrize(("day", "holds"), [(date.min, True), (LAST, True), (AFTER, False)])
def test_a_waiver_holds_up_to_its_last_day(day, holds):
    assert waiver_holds(Waiver(requirement="dns.udp", reason="x", given_by="y", until=LAST), day) is holds
