# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The lab's internet answers as the real one would."""
from __future__ import annotations

import ipaddress

import pytest

VENDOR = "the vendor's own address"
VIEWS = ["control", "nw-server", "nw-office", "sh-lager"]


@pytest.mark.parametrize("view", VIEWS)
def test_names_resolve_to_public_addresses(lab, view):
    addresses = lab.view(view).resolve("router1.teamviewer.com").split()
    expected = lab.plan.vendors["router1.teamviewer.com"]
    assert set(addresses) == {expected.address4, expected.address6}
    assert all(ipaddress.ip_address(address).is_global for address in addresses)


@pytest.mark.parametrize("view", VIEWS)
def test_an_unknown_label_does_not_exist(lab, view):
    assert lab.view(view).resolve("zzz-4711.bauer-group.com") == "no name"


@pytest.mark.parametrize("transport", ["udp", "tcp"])
@pytest.mark.parametrize("resolver, name, answer", [
    ("isp", "router1.teamviewer.com", VENDOR),
    ("isp", "zzz.bauer-group.com", "rcode 3"),
    ("second", "router1.teamviewer.com", VENDOR),
    ("corporate", "intranet.nordwind.internal", "192.168.10.5"),
    ("corporate", "router1.teamviewer.com", "rcode 5"),
    ("hijacking", "router1.teamviewer.com", VENDOR),
    ("hijacking", "zzz.bauer-group.com", "45.66.0.80"),
    ("zero_sinkhole", "router1.teamviewer.com", "0.0.0.0"),
    ("zero_sinkhole", "go.bauer-group.com", VENDOR),
    ("private_sinkhole", "agent-api.atera.com", "192.168.10.200"),
    ("unwilling", "router1.teamviewer.com", "rcode 5"),
    ("dead", "router1.teamviewer.com", "timeout"),
    ("closed", "router1.teamviewer.com", "refused"),
])
def test_each_resolver_answers_in_its_way(lab, transport, resolver, name, answer):
    expected = lab.plan.vendors[name].address4 if answer == VENDOR else answer
    assert lab.view("nw-server").dns(transport, lab.plan.resolvers[resolver].address4, name) == expected


def test_resolvers_answer_over_ipv6(lab):
    assert lab.view("sh-lager").dns("udp", lab.plan.resolvers["isp"].address6, "go.bauer-group.com") == lab.plan.vendors["go.bauer-group.com"].address4


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("name, port", [
    ("webapi.teamviewer.com", 443), ("agent-api.atera.com", 443), ("a32dl55qcodech-ats.iot.eu-west-1.amazonaws.com", 8883),
    ("deb.debian.org", 443), ("lab.api.splashtop.com", 443),
])
def test_certificates_verify_with_the_machines_own_trust(lab, view, name, port):
    assert lab.view(view).tls(name, port) == "valid"


@pytest.mark.parametrize("family", ["address4", "address6"])
def test_relays_accept_on_their_port_and_others_refuse_it(lab, family):
    view = lab.view("sh-server")
    assert view.tcp(getattr(lab.plan.vendors["router1.teamviewer.com"], family), 5938) == "open"
    assert view.tcp(getattr(lab.plan.vendors["webapi.teamviewer.com"], family), 5938) == "refused"


def test_http_answers(lab):
    view = lab.view("sh-lager")
    assert view.http("http://go.bauer-group.com/maintenance-probe") == "200 maintenance probe of the lab"
    assert view.http("http://go.bauer-group.com/ra-host") == "302 https://get.teamviewer.com/lab-host"
    assert view.http("http://deb.debian.org/debian/dists/bookworm/InRelease") == "200 Origin: Lab"
    assert view.http("http://deb.debian.org/nowhere").startswith("404 ")


def test_proxies(lab):
    view = lab.view("nw-server")
    secured = lab.plan.proxies["secured"]
    assert view.proxied("https://webapi.teamviewer.com/", lab.plan.proxies["open"].url) == "200 webapi.teamviewer.com"
    assert view.proxied("https://webapi.teamviewer.com/", secured.url) == "200 webapi.teamviewer.com"
    assert "407 Proxy Authentication Required" in view.proxied("https://webapi.teamviewer.com/", f"http://{secured.address4}:{secured.port}")
