# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whose assignment it is, a row each."""

from __future__ import annotations

import pytest

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.teamviewer.state import State
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.teamviewer.whose import Accepted, whose

OURS = {"management_ids": ["{A-1}"], "owner_names": ["Example IT GmbH", "support"], "configuration_ids": ["6abc"]}


def client(**more):
    return State(**{"installed": True, "client_id": "1122334455", "managed": True, "management_id": "b-2", **more})


@pytest.mark.parametrize(
    ("state", "accepted", "expected"),
    [
        (State(installed=True), OURS, "unassigned"),
        (client(managed=False), OURS, "unassigned"),
        (client(managed=False, management_id="a-1"), OURS, "unassigned"),
        (client(managed=False, owner_company_name="Other"), OURS, "unassigned"),
        (client(managed=False, management_id=None, owner_company_name="Other"), OURS, "foreign"),
        (client(managed=False, management_id=None, owner_company_name="Other"), {"management_ids": ["a-1"]}, "unknown"),
        (client(managed=False, management_id=None, owner_account_name="Support"), OURS, "unassigned"),
        (client(management_id="a-1"), OURS, "ours"),
        (client(management_id="{A-1}"), OURS, "ours"),
        (client(management_id="a-1", owner_company_name="Other"), OURS, "ours"),
        (client(owner_company_name="example it  gmbh"), OURS, "ours"),
        (client(owner_company_name="Other", owner_account_name="Support"), OURS, "ours"),
        (client(owner_company_name="Other"), OURS, "foreign"),
        (client(owner_company_name="Other", configuration_id="6abc"), OURS, "foreign"),
        (client(owner_company_name="Other"), {"management_ids": ["a-1"]}, "unknown"),
        (client(configuration_id="6ABC"), OURS, "presumed"),
        (client(configuration_id="9xyz"), OURS, "foreign"),
        (client(configuration_id="9xyz"), {}, "unknown"),
        (client(), OURS, "unknown"),
        (client(), None, "unknown"),
        (client(management_id=None), {"management_ids": [""]}, "unknown"),
        (State(installed=True, managed=None, error="not readable"), OURS, "unknown"),
    ],
)
def test_whose(state, accepted, expected):
    assert whose(state, Accepted.of(accepted)) == expected
