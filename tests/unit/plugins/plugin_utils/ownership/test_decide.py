# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whose a client is: each kind of evidence, and which goes before which."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.ownership.decide import REASONS, decide
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.ownership.evidence import Client, Knowledge
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.ownership.identity import is_named

PROVIDER = {
    "name": "BAUER GROUP",
    "company_names": ["BAUER  Group", "BAUER GROUP IT"],
    "teamviewer_configuration_ids": ["6abcdef"],
    "teamviewer_account_names": ["Service Desk"],
    "atera_account_ids": ["A-1"],
    "atera_integrator_logins": ["desk@bauer.example"],
    "anydesk_namespaces": ["bauer"],
}
NOBODY = {"name": "BAUER GROUP"}
WHOLE = {"console": {"teamviewer": {"complete": True, "ids": ["{M-1}"]}}}
REGISTER = {"register": [{"product": "teamviewer", "management_id": "{M-1}"}]}


def owned(product="teamviewer", provider=None, known=None, *, client_id="", unattended=True, readable=True, **values):
    ownership = decide(Client(product, client_id, values, unattended, readable), provider or PROVIDER, Knowledge.of(known))
    return ownership.owner, ownership.reason


@pytest.mark.parametrize(
    ("values", "owner", "reason"),
    [
        ({"owner_company_name": "bauer group", "managed": True}, "ours", "owner_name"),
        ({"owner_company_name": "Other", "managed": True}, "foreign", "owner_name"),
        ({"owner_account_name": "service desk", "managed": True}, "ours", "owner_name"),
        ({"owner_account_name": "Somebody", "managed": True}, "foreign", "owner_name"),
        ({"owner_company_name": "Other", "owner_account_name": "Service Desk"}, "foreign", "owner_name"),
        ({"owner_company_name": "BAUER GROUP", "management_id": "M-9", "managed": False}, "unmanaged", "not_managed"),
        ({"owner_company_name": "Other", "management_id": "M-9", "managed": False}, "unmanaged", "not_managed"),
        ({"owner_company_name": "BAUER GROUP", "managed": False}, "ours", "owner_name"),
        ({"owner_company_name": "Other", "managed": False}, "foreign", "owner_name"),
        ({"configuration_id": "6ABCDEF", "managed": False}, "ours", "configuration_id"),
        ({"configuration_id": "other", "managed": True}, "foreign", "configuration_id"),
        ({"owner_company_name": "Other", "configuration_id": "6abcdef"}, "foreign", "owner_name"),
        ({"managed": True, "management_id": "M-9"}, "unknown", "no_evidence"),
        ({"managed": False}, "unmanaged", "not_managed"),
        ({"management_id": "M-9", "hint_management_id": "{M-9}"}, "unknown", "hint_only"),
        ({"management_id": "M-9", "hint_management_id": "M-8"}, "unknown", "no_evidence"),
        ({}, "unknown", "no_evidence"),
    ],
)
def test_teamviewer(values, owner, reason):
    assert owned(**values) == (owner, reason)


def test_names_tell_nothing_where_our_own_are_not_known():
    assert owned(provider=NOBODY, owner_company_name="Other", configuration_id="x", managed=True) == ("unknown", "no_evidence")
    assert owned(provider=NOBODY, owner_company_name="Other", managed=False) == ("unknown", "no_evidence")


@pytest.mark.parametrize(
    ("values", "known", "owner", "reason"),
    [
        ({"management_id": "m-1", "owner_company_name": "Other"}, WHOLE, "ours", "console"),
        ({"management_id": "M-2", "managed": True, "owner_company_name": "BAUER GROUP"}, WHOLE, "foreign", "console_not_ours"),
        ({"management_id": "M-2", "managed": False}, WHOLE, "unmanaged", "console_not_ours"),
        ({"management_id": "M-2"}, WHOLE, "unknown", "console_not_ours"),
        ({}, WHOLE, "unknown", "no_evidence"),
        ({"management_id": "M-2", "managed": True}, {"console": {"teamviewer": {"ids": ["M-1"]}}}, "unknown", "no_evidence"),
        ({"management_id": "M-1", "managed": True, "owner_company_name": "Other"}, REGISTER, "ours", "register"),
        ({"management_id": "M-1", "managed": False}, REGISTER, "unmanaged", "not_managed"),
        ({"management_id": "M-2", "managed": True}, REGISTER, "unknown", "register_differs"),
        ({"management_id": "M-2", "owner_company_name": "Other"}, REGISTER, "foreign", "owner_name"),
        ({"management_id": "M-1"}, {**REGISTER, "console": {"teamviewer": {"complete": True, "ids": ["M-7"]}}}, "unknown", "console_not_ours"),
    ],
)
def test_console_before_register_before_names(values, known, owner, reason):
    assert owned(known=known, **values) == (owner, reason)


def test_a_client_id_alone_proves_no_enrolment():
    known = {"register": [{"product": "teamviewer", "client_id": "123456789"}]}
    assert owned(known=known, client_id="123456789", managed=True) == ("unknown", "no_evidence")


@pytest.mark.parametrize(
    ("values", "owner", "reason"),
    [
        ({"namespaces": ["bauer"]}, "ours", "namespace"),
        ({"namespaces": ["partner"]}, "foreign", "namespace"),
        ({"namespaces": ["bauer", "partner"]}, "foreign", "namespace"),
        ({"prefix": "1a2b3c"}, "foreign", "namespace"),
        ({"prefix": "1a2b3c", "namespaces": ["bauer"]}, "ours", "namespace"),
        ({"prefix": "bauer"}, "ours", "namespace"),
        ({"unattended": False}, "unmanaged", "no_owner"),
        ({"unattended": False, "readable": False}, "unknown", "not_readable"),
        ({"unattended": None, "readable": False}, "unknown", "not_readable"),
        ({"unattended": True}, "unknown", "no_evidence"),
    ],
)
def test_anydesk(values, owner, reason):
    assert owned("anydesk", **values) == (owner, reason)


@pytest.mark.parametrize(
    ("values", "owner"),
    [
        ({"account_id": "a-1"}, "ours"),
        ({"account_id": "B-2"}, "foreign"),
        ({"integrator_login": "DESK@bauer.example"}, "ours"),
        ({"integrator_login": "other@bauer.example", "account_id": "A-1"}, "ours"),
        ({"integrator_login": "other@other.example"}, "foreign"),
        ({}, "unknown"),
    ],
)
def test_atera(values, owner):
    assert owned("atera", **values)[0] == owner


@pytest.mark.parametrize(
    ("values", "identity", "named"),
    [
        ({"namespaces": ["partner"]}, {"namespace": "Partner"}, True),
        ({"namespaces": ["partner", "other"]}, {"namespace": "partner"}, False),
        ({"prefix": "partner"}, {"namespace": "partner"}, True),
        ({"owner_company_name": "Other IT"}, {"company_name": "other  it"}, True),
        ({"owner_company_name": "Other IT"}, {"company_name": "Other IT", "account_name": "x"}, False),
        ({"management_id": "M-1"}, {"management_id": "{m-1}"}, True),
        ({"servers": ["wss://mesh.example:443/agent.ashx"]}, {"namespace": "mesh.example"}, True),
        ({"instance_id": "0123456789abcdef"}, {"account_id": "0123456789abcdef"}, True),
        ({"team": "Other IT"}, {"account_name": "Other IT"}, True),
        ({}, {}, False),
        ({}, {"client_id": "123456789"}, True),
        ({}, {"client_id": "987654321"}, False),
        ({}, {"serial": "1"}, False),
    ],
)
def test_an_agreement_counts_only_for_the_identity_it_names(values, identity, named):
    assert is_named(Client("anydesk", "123456789", values), identity) is named


anything = st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=8), lambda inner: st.lists(inner, max_size=3), max_leaves=4)
names = st.sampled_from(
    ["managed", "management_id", "owner_company_name", "configuration_id", "account_id", "namespaces", "prefix", "hint_management_id", "servers"]
)


@given(values=st.dictionaries(names, anything), product=st.sampled_from(["teamviewer", "anydesk", "atera"]), known=st.sampled_from([None, WHOLE, REGISTER]))
def test_whatever_a_machine_says_has_an_answer(values, product, known):
    owner, reason = owned(product, known=known, **values)
    assert owner in ("ours", "foreign", "unmanaged", "unknown") and reason in REASONS
    is_named(Client(product, "1", values), {"namespace": "x"})
