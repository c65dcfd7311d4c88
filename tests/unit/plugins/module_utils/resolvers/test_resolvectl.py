# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.resolvers.resolvectl import links, resolvers_of

DNS = """\
Global:
Link 2 (eth0): 192.0.2.1 fe80::1%2
Link 3 (wg0): 10.0.0.1#dns.corp
               10.0.0.2
Link 4 (docker0):
"""
DOMAIN = """\
Global:
Link 2 (eth0): fritz.box
Link 3 (wg0): ~corp.example ~10.in-addr.arpa
Link 4 (docker0):
"""
ROUTE = """\
Link 2 (eth0): yes
Link 3 (wg0): no
Link 4 (docker0): no
"""


def scopes(dns, domain, route):
    return [(entry.address, entry.scope, entry.interface, entry.domains) for entry in resolvers_of(links(dns, domain, route))]


def test_split_dns_by_links():
    assert scopes(DNS, DOMAIN, ROUTE) == [
        ("192.0.2.1", "default", "eth0", ("fritz.box",)),
        ("fe80::1%2", "default", "eth0", ("fritz.box",)),
        ("10.0.0.1", "routed", "wg0", ("corp.example", "10.in-addr.arpa")),
        ("10.0.0.2", "routed", "wg0", ("corp.example", "10.in-addr.arpa")),
    ]


def test_without_a_word_on_routes_a_routing_domain_decides():
    assert [scope for _address, scope, _link, _domains in scopes(DNS, DOMAIN, "")] == ["default", "default", "routed", "routed"]


def test_one_that_takes_everything_takes_it_from_the_others():
    everything = DOMAIN.replace("~corp.example", "~.")
    assert scopes("Global: 192.0.2.53\n" + DNS, everything, ROUTE) == [
        ("192.0.2.53", "routed", None, ()),
        ("192.0.2.1", "routed", "eth0", ("fritz.box",)),
        ("fe80::1%2", "routed", "eth0", ("fritz.box",)),
        ("10.0.0.1", "default", "wg0", ("10.in-addr.arpa",)),
        ("10.0.0.2", "default", "wg0", ("10.in-addr.arpa",)),
    ]


def test_global_servers_are_default():
    assert scopes("Global: 192.0.2.53:5353#dns.example\n", "", "") == [("192.0.2.53", "default", None, ())]


@pytest.mark.parametrize("text", ["", "Failed to get global data: Connection timed out", "  192.0.2.1", "Link x (y): 192.0.2.1"])
def test_other_output_gives_nothing(text):
    assert links(text, text, text) == []


@given(st.text(), st.text(), st.text(), st.sampled_from(["", "Global: ", "Link 2 (eth0): "]))
def test_anything_gives_resolvers_or_none(dns, domain, route, beginning):
    for entry in resolvers_of(links(beginning + dns, beginning + domain, beginning + route)):
        assert entry.scope in ("default", "routed")
