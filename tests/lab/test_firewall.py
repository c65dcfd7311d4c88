# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each primitive of a firewall does what it says, to those it says, and is gone afterwards."""
from __future__ import annotations

import pytest

SITE = "nordwind-hq"
INSIDE = "nw-server"
ELSEWHERE = "sh-server"
RELAY = "router1.teamviewer.com"
API = "webapi.teamviewer.com"


@pytest.fixture(autouse=True)
def whole_again(lab):
    """Whatever a test of this module did to the firewall is gone: the site reaches all it should."""
    yield
    assert lab.view(INSIDE).tls(API) == "valid"
    assert lab.view(INSIDE).tcp(RELAY, 5938) == "open"


def test_drop_is_a_timeout_for_the_site_alone(lab):
    with lab.firewall(SITE).drop(tcp=[443]):
        assert lab.view(INSIDE).tls(API) == "timeout"
        assert lab.view(INSIDE).http("http://go.bauer-group.com/maintenance-probe").startswith("200 ")
        assert lab.view(ELSEWHERE).tls(API) == "valid"
        assert lab.view("control").tls(API) == "valid"


def test_reject_is_a_refusal(lab):
    with lab.firewall(SITE).reject(tcp=[443, 5938]):
        assert lab.view(INSIDE).tls(API) == "refused"
        assert lab.view(INSIDE).tcp(RELAY, 5938) == "refused"


def test_one_vendor_alone(lab):
    with lab.firewall(SITE).drop(tcp=[443], to=[API]):
        assert lab.view(INSIDE).tls(API) == "timeout"
        assert lab.view(INSIDE).tls("agent-api.atera.com") == "valid"
    with lab.firewall(SITE).drop_hosts(API):
        assert lab.view(INSIDE).tcp(API, 80) == "timeout"


def test_tcp_53_blocked_while_udp_53_is_open(lab):
    resolver = lab.plan.resolvers["isp"].address4
    with lab.firewall(SITE).drop(tcp=[53]):
        assert lab.view(INSIDE).dns("tcp", resolver, RELAY) == "timeout"
        assert lab.view(INSIDE).dns("udp", resolver, RELAY) == lab.plan.vendors[RELAY].address4


def test_udp_can_be_refused(lab):
    with lab.firewall(SITE).reject(udp=[53]):
        assert lab.view(INSIDE).dns("udp", lab.plan.resolvers["isp"].address4, RELAY) == "refused"


def test_ipv6_goes_nowhere(lab):
    vendor = lab.plan.vendors[RELAY]
    with lab.firewall(SITE).drop_ipv6():
        assert lab.view(INSIDE).tcp(vendor.address6, 443) == "timeout"
        assert lab.view(INSIDE).tcp(vendor.address4, 443) == "open"
    assert lab.view(INSIDE).tcp(vendor.address6, 443) == "open"


def test_no_internet_and_yet_the_provider_gets_in(lab):
    with lab.firewall(SITE).drop_internet():
        assert lab.view(INSIDE).tcp(lab.plan.vendors[API].address4, 443) == "timeout"
        assert lab.view("control").tcp(lab.plan.host(INSIDE).address4, 22) == "open"


def test_a_site_that_is_cut_off(lab):
    with lab.firewall(SITE).cut():
        assert lab.view("control").tcp(lab.plan.host(INSIDE).address4, 22) == "timeout"
        assert lab.view("control").tcp(lab.plan.host(ELSEWHERE).address4, 22) == "open"
    assert lab.view("control").tcp(lab.plan.host(INSIDE).address4, 22) == "open"


def test_a_vendor_that_is_down_is_down_for_everybody(lab):
    with lab.firewall("internet").drop_hosts(API):
        assert {lab.view(view).tcp(API, 443) for view in (INSIDE, ELSEWHERE, "control")} == {"timeout"}
        assert lab.view(INSIDE).tls("agent-api.atera.com") == "valid"


def test_the_control_node_without_internet_still_reaches_the_sites(lab):
    with lab.firewall("control").drop_internet():
        assert lab.view("control").tcp(lab.plan.vendors[API].address4, 443) == "timeout"
        assert lab.view("control").tcp(lab.plan.host(INSIDE).address4, 22) == "open"
        assert lab.view(INSIDE).tls(API) == "valid"


def test_the_control_node_cut_off(lab):
    with lab.firewall("control").cut():
        assert lab.view("control").tcp(lab.plan.host(INSIDE).address4, 22) == "timeout"


def test_captive_portal(lab):
    with lab.firewall(SITE).captive_portal():
        assert lab.view(INSIDE).http("http://go.bauer-group.com/maintenance-probe") == "302 http://portal.gasthof-adler.net/login"
        assert lab.view(INSIDE).tls(API) == "valid"


@pytest.mark.parametrize("impostor, complaint", [
    ("foreign", "invalid: unable to get local issuer certificate"),
    ("expired", "invalid: certificate has expired"),
    ("wrong_name", f"invalid: Hostname mismatch, certificate is not valid for '{API}'."),
])
def test_certificates_of_impostors_are_refused_for_the_right_reason(lab, impostor, complaint):
    with lab.firewall(SITE).intercept_tls(impostor):
        assert lab.view(INSIDE).tls(API) == complaint
        assert lab.view(ELSEWHERE).tls(API) == "valid"


def test_interception_of_one_name_alone(lab):
    with lab.firewall(SITE).intercept_tls("foreign", [API]):
        assert lab.view(INSIDE).tls(API).startswith("invalid")
        assert lab.view(INSIDE).tls("agent-api.atera.com") == "valid"


def test_a_certificate_that_is_wrong_for_everybody(lab):
    with lab.firewall("internet").intercept_tls("expired", [API]):
        assert {lab.view(view).tls(API) for view in (INSIDE, "control")} == {"invalid: certificate has expired"}


def test_dns_hijack(lab):
    with lab.firewall(SITE).hijack_dns():
        assert lab.view(INSIDE).resolve("zzz.bauer-group.com").split()[0] == lab.plan.impostors["portal"].address6
        assert lab.view(INSIDE).dns("tcp", lab.plan.resolvers["second"].address4, "zzz.bauer-group.com") == lab.plan.impostors["portal"].address4
        assert lab.view(ELSEWHERE).resolve("zzz.bauer-group.com") == "no name"


@pytest.mark.parametrize("name", ["open", "secured"])
def test_internet_through_a_proxy_only(lab, name):
    firewall = lab.firewall(SITE)
    proxy = lab.plan.proxies[name]
    with firewall.proxy_only(proxy):
        assert lab.view(INSIDE).tcp(API, 443) == "timeout"
        assert lab.view(INSIDE).proxied(f"https://{API}/", firewall.proxy_url(proxy)) == f"200 {API}"


def test_changes_hold_together_and_go_one_by_one(lab):
    firewall = lab.firewall(SITE)
    with firewall.drop(tcp=[5938]):
        with firewall.reject(tcp=[443]):
            assert (lab.view(INSIDE).tcp(RELAY, 5938), lab.view(INSIDE).tcp(RELAY, 443)) == ("timeout", "refused")
        assert (lab.view(INSIDE).tcp(RELAY, 5938), lab.view(INSIDE).tcp(RELAY, 443)) == ("timeout", "open")


def test_reset_opens_what_was_left_closed(lab):
    with pytest.raises(RuntimeError, match="No such file"), lab.firewall(SITE).drop(tcp=[443]):
        lab.reset_firewalls()
        assert lab.view(INSIDE).tls(API) == "valid"
