# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from types import SimpleNamespace

import pytest
from made_up_fleet import assessment, finding

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.catalogue.endpoints import PRODUCTS
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.catalogue.load import load_endpoints
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.reach import needs
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.replies import Replies

BLOCKED = {"rules": ["router*.teamviewer.com:5938", "*.teamviewer.com:443"]}


def places(demand):
    return {(rule.pattern, rule.port, rule.protocol): hosts for rule, hosts in demand.rules.items()}


def unmet(requirement, reason, **data):
    return finding(requirement, "unmet", reason, data=data)


def test_only_what_is_blocked_is_asked_for(asked):
    hosts = [assessment("a", findings=[unmet("endpoints.teamviewer", "endpoints_blocked", **BLOCKED)]), assessment("b")]
    assert places(asked(*hosts)) == {("router*.teamviewer.com", 5938, "tcp"): ["a"], ("*.teamviewer.com", 443, "tcp"): ["a"]}


def test_a_pattern_comes_with_the_names_that_the_catalogue_knows(asked):
    demand = asked(assessment("a", findings=[unmet("endpoints.teamviewer", "endpoints_blocked", **BLOCKED)]))
    names = {rule.pattern: rule.names for rule in demand.rules}
    assert "router16.teamviewer.com" in names["router*.teamviewer.com"]
    assert "webapi.teamviewer.com" in names["*.teamviewer.com"]


@pytest.mark.parametrize(
    ("requirement", "reason", "data", "expected"),
    [
        ("internet.http", "http_blocked", {}, {("*", 80, "tcp")}),
        ("internet.https", "https_blocked", {}, {("*", 443, "tcp")}),
        ("updates.source", "updates_blocked", {"hosts": ["deb.debian.org"]}, {("deb.debian.org", 80, "tcp"), ("deb.debian.org", 443, "tcp")}),
        ("dns.udp", "dns_udp_silent", {"silent": ["192.0.2.53:53"]}, {("192.0.2.53", 53, "udp")}),
        ("dns.tcp", "dns_tcp_silent", {"silent": ["[2001:DB8::53]:5353", "127.0.0.53:53"]}, {("2001:db8::53", 5353, "tcp")}),
        ("client.attended", "attended_link_blocked", {"url": "http://go.example/ra-client"}, {("go.example", 80, "tcp")}),
        ("client.attended", "attended_link_blocked", {"url": "https://go.example:8443/x"}, {("go.example", 8443, "tcp")}),
        ("endpoints.atera", "endpoints_unresolved", {"rules": ["*.atera.com:443"]}, set()),
        ("endpoints.atera", "endpoints_not_trusted", {"rules": ["*.atera.com:443"]}, set()),
    ],
)
def test_each_blockade_asks_for_its_rule(asked, requirement, reason, data, expected):
    assert set(places(asked(assessment("a", findings=[unmet(requirement, reason, **data)])))) == expected


@pytest.mark.parametrize("address", ["192.0.2.53", "2001:db8::53"])
def test_a_resolver_is_read_as_the_judge_names_it(asked, address):
    configured = {"address": address, "port": 53, "scope": "default", "source": "resolv_conf"}
    names = Replies(SimpleNamespace(observation={"resolvers": [configured]})).default_resolvers
    demand = asked(assessment("a", findings=[unmet("dns.udp", "dns_udp_silent", silent=names)]))
    assert (set(places(demand)), demand.unreadable) == ({(address, 53, "udp")}, [])


@pytest.mark.parametrize("resolver", ["127.0.0.1:53", "[::1]:53", "169.254.169.253:53", "[fe80::1]:53", "[fe80::1%eth0]:53"])
@pytest.mark.parametrize("everything", [False, True])
def test_a_resolver_on_the_link_needs_no_firewall(asked, resolver, everything):
    demand = asked(assessment("a", findings=[unmet("dns.udp", "dns_udp_silent", silent=[resolver], resolvers=[resolver])]), everything=everything)
    assert not any(rule.purpose == "dns.udp" for rule in demand.rules)
    assert demand.unreadable == []


@pytest.mark.parametrize("status", ["unknown", "waived", "met"])
def test_what_is_not_proven_to_be_blocked_is_not_asked_for(asked, status):
    assert not asked(assessment("a", findings=[finding("endpoints.teamviewer", status, "endpoints_blocked", data=BLOCKED)]))


def test_inspection_asks_for_an_exemption_and_not_for_a_rule(asked):
    demand = asked(assessment("a", findings=[unmet("internet.https", "https_intercepted", endpoint="www.debian.org:443")]))
    assert (demand.rules, demand.exemptions) == ({}, {"www.debian.org:443": ["a"]})


def test_everything_is_what_the_contract_requires_of_each_host(asked):
    without_atera = finding("endpoints.atera", "not_applicable", "product_not_in_contract", data={"product": "atera"})
    demand = asked(assessment("a", findings=[without_atera]), everything=True)
    asked_for = places(demand)
    assert {("*", 80, "tcp"), ("*", 443, "tcp"), ("router*.teamviewer.com", 5938, "tcp"), ("router*.teamviewer.com", 5938, "udp")} <= set(asked_for)
    assert {("192.168.10.1", 53, "udp"), ("192.168.10.1", 53, "tcp"), ("deb.debian.org", 80, "tcp")} <= set(asked_for)
    assert not any("atera" in pattern for pattern, _port, _protocol in asked_for)
    assert {rule.required for rule in demand.rules if rule.protocol == "udp" and rule.port == 5938} == {False}


@pytest.mark.parametrize(
    "place", ["evil; accept", "a\nb", "*", "1.2.3", "", "x" * 300, "a..b", "-a.example", "\"q\"", "$(id)", "mäh.example", "2001:db8::53%eth0"]
)
def test_what_is_no_name_gets_into_no_rule_and_is_not_lost(asked, place):
    demand = asked(assessment("a", findings=[unmet("updates.source", "updates_blocked", hosts=[place])]))
    assert (demand.rules, demand.unreadable) == ({}, [place])


@pytest.mark.parametrize("rules", [None, "x", [1, None, {"a": 1}], ["a.example:0", "b.example:x", "c.example:99999"]])
def test_damaged_data_of_a_finding_asks_for_nothing(asked, rules):
    assert asked(assessment("a", findings=[unmet("endpoints.teamviewer", "endpoints_blocked", rules=rules)])).rules == {}


def test_addresses_that_are_none_are_left_out(asked):
    demand = asked(assessment("a", findings=[unmet("internet.http", "http_blocked")]), a="192.0.2.1", b="b.example")
    assert demand.addresses == {"a": "192.0.2.1"}


def test_every_rule_that_the_judge_can_name_is_understood(asked):
    for requirement in PRODUCTS:
        for rule in {need.rule for group in load_endpoints().for_requirement(requirement) for need in needs(group)}:
            demand = asked(assessment("a", findings=[unmet(requirement, "endpoints_blocked", rules=[rule])]))
            assert [f"{one.pattern}:{one.port}" for one in demand.rules] == [rule]
            assert demand.unreadable == []
