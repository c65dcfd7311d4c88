# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.contract.customer import resolve_customer
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.contract.errors import ContractError

CUSTOMERS = frozenset({"mueller", "schmidt"})


def refusal(*arguments):
    with pytest.raises(ContractError) as raised:
        resolve_customer(*arguments)
    (problem,) = raised.value.errors
    return problem


def test_a_host_belongs_to_the_customer_it_names():
    assert resolve_customer("mueller", ["office", "mueller"], CUSTOMERS) == "mueller"


def test_a_customer_that_only_its_hosts_name_counts_too():
    assert resolve_customer("weber", ["weber"], CUSTOMERS) == "weber"


@pytest.mark.parametrize("declared", [None, "", 7, ["mueller"]])
def test_absent_is_an_error(declared):
    assert refusal(declared, ["mueller"], CUSTOMERS).allowed == "the name of the customer's group, out of mueller"


def test_another_group_is_an_error():
    problem = refusal("schmidt", ["office", "mueller"], CUSTOMERS)
    assert (problem.where, problem.value, problem.allowed) == ("maintenance_customer", "'schmidt'", "a group that the host is in, out of mueller, office")


@pytest.mark.parametrize("declared", ["mueller", "schmidt", "weber"])
def test_two_customers_are_an_error(declared):
    assert "one customer a host" in refusal(declared, ["mueller", "schmidt", "weber"], CUSTOMERS).allowed


@given(st.none() | st.text() | st.integers() | st.lists(st.text()), st.lists(st.text()))
def test_any_value_gives_a_group_of_the_host_or_an_error(declared, groups):
    try:
        assert resolve_customer(declared, groups, CUSTOMERS) in groups
    except ContractError as error:
        assert error.errors
