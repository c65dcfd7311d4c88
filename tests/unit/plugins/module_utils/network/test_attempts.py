# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import asyncio
import hashlib
import socket
import ssl
import threading

import pytest
from certificate_authority import Authority
from loopback_servers import be_silent, drip, forward, over_tls, say

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.network import http as http_exchange
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.network.attempts import Attempts
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.network.endpoint import Certificates, Endpoint
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.network.names import NameNotResolved, Names
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.network.trust import Trust
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.proxies.model import Proxy

PAGE = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nhere"
ADDRESSES = {
    "localhost": [("ipv4", "127.0.0.1")],
    "both": [("ipv6", "::1"), ("ipv4", "127.0.0.1")],
    "127.0.0.1": [("ipv4", "127.0.0.1")],
}


def look(name):
    if name == "slow":
        threading.Event().wait(30)
    if name == "late":
        threading.Event().wait(2.0)
        return ADDRESSES["localhost"]
    if name not in ADDRESSES:
        raise NameNotResolved("as it is", name != "unanswered")
    return ADDRESSES[name]


def attempts(endpoint, anchor="", proxy=None, seconds=20.0, bundles=None):
    """Return what the observation would say of one endpoint."""

    async def run():
        loop = asyncio.get_running_loop()
        trust = Trust(anchor) if bundles is None else Trust(anchor, bundles)
        tries = Attempts(Names(look), trust, loop.time() + seconds)
        kept = []
        if proxy is None:
            await tries.directly(endpoint, kept.append)
        else:
            await tries.through(endpoint, proxy, kept.append)
        return [attempt.observed(Certificates()) for attempt in kept]

    return asyncio.run(run())


def time_for(outcome):
    """Seconds: short where silence is waited for, ample where something is to be seen."""
    return 1.0 if outcome == "timeout" else 20.0


def tcp(port, name="localhost"):
    return Endpoint("x", name, port, "tcp")


def tls(port, name="localhost"):
    return Endpoint("x", name, port, "tls")


def http(port, scheme="http", name="localhost", path="/", body_limit=1000):
    return Endpoint("x", name, port, "http", scheme, path, body_limit=body_limit)


def closed_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


def test_an_open_port(serve):
    (seen,) = attempts(tcp(serve(be_silent).port))
    assert seen.pop("elapsed") >= 0
    assert seen == {"id": "x", "via": "direct", "family": "ipv4", "address": "127.0.0.1", "outcome": "open"}


def test_a_closed_port():
    assert attempts(tcp(closed_port()))[0]["outcome"] == "refused"


def test_each_family_is_tried(serve):
    port = serve(be_silent).port
    outcomes = {seen["family"]: (seen["address"], seen["outcome"]) for seen in attempts(tcp(port, "both"))}
    assert outcomes == {"ipv4": ("127.0.0.1", "open"), "ipv6": ("::1", "refused")}


def test_the_second_address_is_tried_where_the_first_fails(serve, monkeypatch):
    port = serve(be_silent).port
    monkeypatch.setitem(ADDRESSES, "two", [("ipv4", "127.0.0.2"), ("ipv4", "127.0.0.1"), ("ipv4", "127.0.0.3")])
    (seen,) = attempts(tcp(port, "two"))
    assert (seen["address"], seen["outcome"]) == ("127.0.0.1", "open")


def test_of_two_failures_the_more_telling_one_is_reported(monkeypatch):
    monkeypatch.setitem(ADDRESSES, "two", [("ipv4", "255.255.255.255"), ("ipv4", "127.0.0.1")])
    (seen,) = attempts(tcp(closed_port(), "two"))
    assert (seen["address"], seen["outcome"]) == ("127.0.0.1", "refused")


@pytest.mark.parametrize(("name", "outcome"), [("nowhere", "unresolved"), ("unanswered", "timeout"), ("slow", "timeout")])
def test_a_name_that_is_denied_is_not_one_without_an_answer(name, outcome):
    (seen,) = attempts(tcp(1, name), seconds=0.5)
    assert (seen["family"], seen["address"], seen["outcome"]) == (None, None, outcome)


def test_silence_says_nothing_of_a_peer_whose_name_was_resolved_late(serve):
    server = serve(be_silent)
    (seen,) = attempts(tls(server.port, name="late"), seconds=3.0)
    assert (seen["family"], seen["address"], seen["outcome"], "tls" in seen) == (None, None, "timeout", False)
    assert attempts(tcp(server.port, "late"), seconds=20.0)[0]["outcome"] == "open"


def test_a_verified_peer_and_its_chain(serve, authority):
    context, leaf = authority.context()
    (seen,) = attempts(tls(serve(over_tls(context, be_silent)).port), authority.pem)
    assert seen["outcome"] == "open"
    assert seen["tls"]["verified"] is True
    assert seen["tls"]["error"] is None
    assert seen["tls"]["protocol"] == "TLSv1.3"
    assert seen["tls"]["chain"] == [hashlib.sha256(der).hexdigest() for der in (leaf, authority.der)]


@pytest.mark.parametrize(
    ("name", "until", "code"),
    [("localhost", None, 19), ("other.example", None, 62), ("localhost", 0, 10)],
    ids=["unknown authority", "wrong name", "expired"],
)
def test_a_peer_that_is_not_verified_still_shows_its_chain(serve, authority, stranger, name, until, code):
    signer: Authority = stranger if code == 19 else authority
    context, leaf = signer.context(name) if until is None else signer.context(name, signer.certificate.not_valid_before_utc)
    (seen,) = attempts(tls(serve(over_tls(context, be_silent)).port), authority.pem)
    assert seen["outcome"] == "open"
    assert seen["tls"]["verified"] is False
    assert seen["tls"]["error"].startswith(f"verify {code}: ")
    assert seen["tls"]["chain"] == [hashlib.sha256(der).hexdigest() for der in (leaf, signer.der)]


def test_a_peer_that_speaks_tls_1_3_only(serve, authority, stranger):
    for signer, verified in ((authority, True), (stranger, False)):
        context, leaf = signer.context()
        context.minimum_version = ssl.TLSVersion.TLSv1_3
        (seen,) = attempts(tls(serve(over_tls(context, be_silent)).port), authority.pem)
        assert (seen["outcome"], seen["tls"]["verified"]) == ("open", verified)
        # Before Python 3.13 nothing shows more than the leaf here.
        assert seen["tls"]["chain"][0] == hashlib.sha256(leaf).hexdigest()


def test_a_peer_that_speaks_tls_1_2_only(serve, authority):
    context, _leaf = authority.context()
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    (seen,) = attempts(tls(serve(over_tls(context, be_silent)).port), authority.pem)
    assert (seen["tls"]["verified"], seen["tls"]["protocol"], len(seen["tls"]["chain"])) == (True, "TLSv1.2", 2)


def test_a_machine_that_trusts_nobody_cannot_tell(serve, authority, monkeypatch, tmp_path):
    nothing = ssl.DefaultVerifyPaths(None, None, "", "", "", "")
    monkeypatch.setattr(ssl, "get_default_verify_paths", lambda: nothing)
    context, leaf = authority.context()
    (seen,) = attempts(tls(serve(over_tls(context, be_silent)).port), bundles=())
    assert (seen["outcome"], seen["tls"]["verified"]) == ("open", None)
    assert seen["tls"]["error"].startswith("trust: ")
    assert seen["tls"]["chain"][0] == hashlib.sha256(leaf).hexdigest()


@pytest.mark.parametrize(
    ("behave", "outcome"),
    [
        (be_silent, "timeout"),
        (drip(b"\x16\x03\x03\x40\x00"), "timeout"),
        (say(b"HTTP/1.1 400 Bad Request\r\n\r\n"), "unexpected_answer"),
        (say(b"\x15\x03\x01\x00\x02\x02\x28"), "unexpected_answer"),
        (lambda connection: connection.close(), "reset"),
    ],
    ids=["silent", "dripping", "other protocol", "alert", "closes"],
)
def test_handshakes_that_break_off(serve, behave, outcome):
    (seen,) = attempts(tls(serve(behave).port), seconds=time_for(outcome))
    assert (seen["address"], seen["outcome"]) == ("127.0.0.1", outcome)
    assert (seen["tls"]["verified"], seen["tls"]["chain"]) == (None, [])
    assert seen["tls"]["error"].startswith("handshake: ")


def test_a_page(serve):
    (seen,) = attempts(http(serve(say(PAGE)).port))
    assert (seen["outcome"], seen["http"]) == ("open", {"status": 200, "body": "here"})


def test_a_redirection_tells_neither_user_info_nor_query(serve):
    answer = b"HTTP/1.1 302 Found\r\nLocation: https://user:CANARY@portal.example/login?token=CANARY\r\nContent-Length: 0\r\n\r\n"
    (seen,) = attempts(http(serve(say(answer)).port))
    assert seen["http"] == {"status": 302, "location": "https://portal.example/login"}


def test_a_page_over_tls(serve, authority, stranger):
    context, _leaf = authority.context()
    (seen,) = attempts(http(serve(over_tls(context, say(PAGE))).port, "https"), authority.pem)
    assert (seen["outcome"], seen["tls"]["verified"], seen["http"]["status"]) == ("open", True, 200)
    assert len(seen["tls"]["chain"]) == 2


def test_nothing_is_asked_of_a_peer_that_is_not_verified(serve, authority, stranger):
    asked = []
    context, _leaf = stranger.context()
    (seen,) = attempts(http(serve(over_tls(context, lambda connection: asked.append(connection.recv(100)))).port, "https"), authority.pem)
    assert (seen["outcome"], seen["tls"]["verified"], "http" in seen) == ("open", False, False)
    assert not any(asked)


@pytest.mark.parametrize(
    ("behave", "outcome"),
    [
        (be_silent, "timeout"),
        (drip(b"HTTP/1.1 200 OK "), "timeout"),
        (say(b"220 mail.example ESMTP\r\n"), "unexpected_answer"),
        (say(b"HTTP/1.1 200 OK\r\nX:"), "unexpected_answer"),
        (lambda connection: connection.close(), "reset"),
    ],
    ids=["silent", "dripping", "other protocol", "cut off", "closes"],
)
def test_answers_that_are_none(serve, behave, outcome):
    (seen,) = attempts(http(serve(behave).port), seconds=time_for(outcome))
    assert (seen["outcome"], "http" in seen) == (outcome, False)


def test_a_body_that_drips_is_not_waited_for_to_its_end(serve, monkeypatch):
    monkeypatch.setattr(http_exchange, "BODY_PATIENCE", 0.5)

    def behave(connection):
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        drip(b"x", 0.02)(connection)

    (seen,) = attempts(http(serve(behave).port))
    assert (seen["outcome"], seen["http"]["status"]) == ("open", 200)
    assert set(seen["http"]["body"]) == {"x"}


def test_a_datagram_that_is_answered(serve_udp):
    server = serve_udp(lambda question: b"yes")
    (seen,) = attempts(Endpoint("x", "localhost", server.port, "udp", packet=b"who?"))
    assert seen["outcome"] == "open"
    assert server.asked == [b"who?"]


def test_a_datagram_that_is_not_answered(serve_udp):
    assert attempts(Endpoint("x", "localhost", serve_udp(lambda question: None).port, "udp"))[0]["outcome"] == "timeout"


def test_a_datagram_to_a_closed_port():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    assert attempts(Endpoint("x", "localhost", port, "udp"))[0]["outcome"] == "refused"


def proxy_at(port, user_info="", scheme="http"):
    return Proxy(f"{scheme}://{user_info}localhost:{port}", "session", ("http", "https"))


def test_through_a_proxy_by_its_tunnel(serve, authority):
    log = []
    context, _leaf = authority.context("vendor.example")
    endpoint = tls(serve(over_tls(context, be_silent)).port, "vendor.example")
    (seen,) = attempts(endpoint, authority.pem, proxy_at(serve(forward(log)).port, "anna:se%40cret@"))
    assert (seen["via"], seen["family"], seen["address"], seen["outcome"]) == ("session", None, None, "open")
    assert (seen["tls"]["verified"], len(seen["tls"]["chain"])) == (True, 2)
    assert log[0].startswith(f"CONNECT vendor.example:{endpoint.port} HTTP/1.1\r\n".encode())
    assert b"Proxy-Authorization: Basic YW5uYTpzZUBjcmV0\r\n" in log[0]


def test_through_a_proxy_over_tls(serve, authority):
    log = []
    context, _leaf = authority.context("localhost")
    inner, _inner_leaf = authority.context("vendor.example")
    proxy = proxy_at(serve(over_tls(context, forward(log))).port, scheme="https")
    (seen,) = attempts(tls(serve(over_tls(inner, be_silent)).port, "vendor.example"), authority.pem, proxy)
    assert (seen["outcome"], seen["tls"]["verified"]) == ("open", True)


def test_a_page_through_a_proxy(serve):
    log = []
    (seen,) = attempts(http(8080, name="vendor.example", path="/x"), proxy=proxy_at(serve(forward(log)).port))
    assert (seen["outcome"], seen["http"]) == ("open", {"status": 200, "body": "proxy"})
    assert log[0].startswith(b"GET http://vendor.example:8080/x HTTP/1.1\r\nHost: vendor.example:8080\r\n")


def test_a_proxy_that_refuses(serve):
    (seen,) = attempts(tcp(5938, "vendor.example"), proxy=proxy_at(serve(forward([], allow=False)).port))
    assert (seen["outcome"], seen["http"]) == ("unexpected_answer", {"status": 407})


@pytest.mark.parametrize(
    ("behave", "outcome"),
    [(be_silent, "timeout"), (say(b"SSH-2.0-x\r\n"), "unexpected_answer"), (lambda connection: connection.close(), "reset")],
    ids=["never answers", "no proxy", "closes"],
)
def test_proxies_that_are_none(serve, behave, outcome):
    (seen,) = attempts(tcp(5938, "vendor.example"), proxy=proxy_at(serve(behave).port), seconds=time_for(outcome))
    assert (seen["address"], seen["outcome"]) == (None, outcome)


def test_a_proxy_that_is_not_there():
    assert attempts(tcp(5938, "vendor.example"), proxy=proxy_at(closed_port()))[0]["outcome"] == "refused"
    assert attempts(tcp(5938, "vendor.example"), proxy=Proxy("http://nowhere:1", "session", ("https",)))[0]["outcome"] == "unresolved"
    assert attempts(tcp(5938, "vendor.example"), proxy=Proxy("http://unanswered:1", "session", ("https",)))[0]["outcome"] == "timeout"
