# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_up_fleet import assessment, finding

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.delivery.news import news

WAIVER = {"waived_reason_code": "dns_udp_silent", "waiver_reason": "x", "waived_until": "2027-01-01"}


def host(name, status="unmet", requirement="dns.udp", **changes):
    return assessment(name, findings=[finding(requirement, status, "dns_udp_silent", **changes)])


def told(found):
    return [(item.host, item.finding["id"]) for item in found.new], [(item.host, item.finding["id"]) for item in found.resolved]


def test_what_is_unmet_and_was_not_told_is_new():
    found = news([host("a"), assessment("b")], {}, for_customer=True)
    assert told(found) == ([("a", "dns.udp")], [])
    assert found.told == {"a": ["dns.udp"]}


def test_nothing_is_told_twice():
    first = news([host("a")], {}, for_customer=True)
    again = news([host("a")], first.told, for_customer=True)
    assert not again
    assert again.told == first.told


@pytest.mark.parametrize(("status", "data"), [("met", {}), ("waived", WAIVER), ("not_applicable", {})])
def test_what_was_told_and_is_no_longer_unmet_is_resolved_once(status, data):
    found = news([host("a", status, data=data)], {"a": ["dns.udp"]}, for_customer=True)
    assert told(found) == ([], [("a", "dns.udp")])
    assert found.told == {}
    assert not news([host("a", status, data=data)], found.told, for_customer=True)


def test_what_could_not_be_found_out_is_neither_new_nor_resolved():
    assert not news([host("a", "unknown")], {}, for_customer=True)
    found = news([host("a", "unknown")], {"a": ["dns.udp"]}, for_customer=True)
    assert not found
    assert not news([host("a")], found.told, for_customer=True)


def test_hosts_and_requirements_that_the_run_did_not_have_stay_as_they_were():
    not_assessed = {"host": "b", "findings": []}
    before = {"a": ["endpoints.other"], "b": ["dns.udp"], "gone": ["dns.udp"]}
    found = news([host("a", "met"), not_assessed], before, for_customer=True)
    assert not found
    assert found.told == before


def test_notices_are_not_told():
    assert not news([host("a", severity="notice")], {}, for_customer=False)


@pytest.mark.parametrize("party", ["provider", "undetermined"])
def test_a_customer_is_told_of_what_the_customer_must_do_the_provider_of_everything(party):
    assert not news([host("a", responsible=party)], {}, for_customer=True)
    assert told(news([host("a", responsible=party)], {}, for_customer=False)) == ([("a", "dns.udp")], [])


@given(st.lists(st.sampled_from(["met", "unmet", "unknown", "not_applicable"]), max_size=12))
def test_over_any_course_new_and_resolved_take_turns(course):
    so_far, events = {}, []
    for status in course:
        found = news([host("a", status)], so_far, for_customer=True)
        so_far = found.told
        events += ["new"] * len(found.new) + ["resolved"] * len(found.resolved)
    assert events == (["new", "resolved"] * len(events))[: len(events)]
    certain = [status for status in course if status != "unknown"]
    assert bool(so_far) == (bool(certain) and certain[-1] == "unmet")
