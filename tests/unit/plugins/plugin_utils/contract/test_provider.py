# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.contract.errors import ContractError
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.contract.provider import load_provider

LISTS = {
    "company_names",
    "teamviewer_configuration_ids",
    "teamviewer_account_names",
    "atera_account_ids",
    "atera_integrator_logins",
    "anydesk_namespaces",
}


def test_every_list_is_there_however_little_is_given():
    assert load_provider({"name": "BAUER GROUP"}) == {"name": "BAUER GROUP", **{key: [] for key in LISTS}}


@pytest.mark.parametrize("key", sorted(LISTS))
def test_what_is_given_is_kept(key):
    assert load_provider({"name": "BAUER GROUP", key: ["a", "b"]})[key] == ["a", "b"]


@pytest.mark.parametrize(
    ("value", "path"),
    [(None, ""), ({}, "name"), ({"name": "x", "company_names": "x"}, "company_names"), ({"name": "x", "atera_account_ids": [7]}, "atera_account_ids[0]")],
)
def test_what_is_wrong_is_named(value, path):
    with pytest.raises(ContractError) as raised:
        load_provider(value)
    assert [(problem.where, problem.path) for problem in raised.value.errors] == [("maintenance_provider", path)]


@given(st.dictionaries(st.sampled_from(sorted({"name", *LISTS})), st.none() | st.text() | st.integers() | st.lists(st.text() | st.none())))
def test_any_value_gives_a_provider_or_a_clear_error(value):
    try:
        assert set(load_provider(value)) == {"name", *LISTS}
    except ContractError as error:
        assert all(problem.allowed for problem in error.errors)
