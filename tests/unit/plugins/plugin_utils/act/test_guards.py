# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Guard rails: what the command line must say."""

from __future__ import annotations

import pytest

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.guards import Reach, check_confirmation, check_customer, check_host_limit
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.problems import InputError

CUSTOMERS = {"mueller": {"m1", "m2"}, "weber": {"w1"}}


def reach(hosts=("m1",), **said):
    return Reach(said, hosts, CUSTOMERS)


def test_the_customer_that_is_named():
    assert check_customer(reach(maintenance_customer="mueller")) == "mueller"


@pytest.mark.parametrize(("asked", "message"), [
    (reach(), "not given on the command line"),
    (reach(maintenance_customer="müller"), "one of mueller, weber"),
    (reach(maintenance_customer=["mueller"]), "one of mueller, weber"),
    (reach(("m1", "w1"), maintenance_customer="mueller"), "w1 are not"),
])
def test_who_is_not_to_be_acted_for(asked, message):
    with pytest.raises(InputError, match=message):
        check_customer(asked)


def test_a_ceiling():
    check_host_limit(reach(("m1", "m2")), 2)
    with pytest.raises(InputError, match="maintenance_host_limit"):
        check_host_limit(reach(("m1", "m2")), 1)


def test_the_number_must_be_repeated_and_is_not_told():
    check_confirmation(reach(maintenance_confirm="MV-1"), "MV-1")
    check_confirmation(reach(maintenance_confirm=17), "17")
    for said in ({}, {"maintenance_confirm": "MV-2"}, {"maintenance_confirm": True}):
        with pytest.raises(InputError) as caught:
            check_confirmation(reach(**said), "MV-1")
        assert "MV-1" not in str(caught.value)
