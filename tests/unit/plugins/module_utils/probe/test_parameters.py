# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.probe.parameters import SECTIONS, ParameterError, read_parameters

PACKET = base64.b64encode(bytes(12)).decode()
QUERY = {"id": "q", "packet": PACKET}
ENDPOINT = {"id": "x:80/http/", "name": "x.example", "port": 80, "protocol": "http"}


def test_defaults():
    parameters = read_parameters({})
    assert parameters.deadline == 10.0
    assert parameters.sections == SECTIONS
    assert (parameters.queries, parameters.endpoints, parameters.software, parameters.root) == ((), (), None, "/")


def test_a_plan():
    endpoint = dict(ENDPOINT, scheme="https", path="/x?y", body=True)
    parameters = read_parameters({"deadline": 3, "sections": ["dns", "platform"], "dns_queries": [QUERY], "endpoints": [endpoint]})
    assert parameters.sections == ("platform", "dns")
    assert parameters.queries[0].transports == ("udp", "tcp")
    endpoint = parameters.endpoints[0]
    assert (endpoint.scheme, endpoint.path, endpoint.body_limit, endpoint.wants_tls()) == ("https", "/x?y", 1000, True)


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ({"deadline": -1}, "deadline: must be greater than 0 and at most 300 seconds"),
        ({"deadline": 0}, "deadline: "),
        ({"deadline": 301}, "deadline: "),
        ({"deadline": float("nan")}, "deadline: "),
        ({"deadline": True}, "deadline: "),
        ({"deadline": "10"}, "deadline: "),
        ({"sections": ["weather"]}, "sections: must be a list of platform, "),
        ({"sections": "dns"}, "sections: "),
        ({"weather": 1}, "weather: no such parameter"),
        ({"root": "etc"}, "root: "),
        ({"software": []}, "software: "),
        ({"dns_queries": {}}, "dns_queries: "),
        ({"dns_queries": [QUERY] * 201}, "dns_queries: "),
        ({"dns_queries": ["x"]}, "dns_queries[0]: "),
        ({"dns_queries": [QUERY, {"id": "q"}]}, "dns_queries[1].packet: "),
        ({"dns_queries": [dict(QUERY, packet="!")]}, "dns_queries[0].packet: "),
        ({"dns_queries": [dict(QUERY, transports=["quic"])]}, "dns_queries[0].transports: "),
        ({"dns_queries": [dict(QUERY, id="x" * 201)]}, "dns_queries[0].id: "),
        ({"dns_resolvers": [1]}, "dns_resolvers[0]: "),
        ({"endpoints": [dict(ENDPOINT, name="a b")]}, "endpoints[0].name: "),
        ({"endpoints": [dict(ENDPOINT, name="-x")]}, "endpoints[0].name: "),
        ({"endpoints": [dict(ENDPOINT, port=0)]}, "endpoints[0].port: "),
        ({"endpoints": [dict(ENDPOINT, protocol="icmp")]}, "endpoints[0].protocol: "),
        ({"endpoints": [dict(ENDPOINT, scheme="ftp")]}, "endpoints[0].scheme: "),
        ({"endpoints": [dict(ENDPOINT, path="/a\r\nX: y")]}, "endpoints[0].path: "),
        ({"trust_anchor": "no PEM"}, "trust_anchor: must be certificates in PEM"),
        ({"known_certificates": [None]}, "known_certificates[0]: "),
    ],
)
def test_what_is_wrong_is_named(raw, said):
    with pytest.raises(ParameterError) as raised:
        read_parameters(raw)
    assert str(raised.value).startswith(said)


def test_an_anchor(authority):
    assert read_parameters({"trust_anchor": authority.pem}).trust_anchor == authority.pem


JSON = st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner))
NAMES = st.sampled_from(["deadline", "sections", "dns_queries", "dns_resolvers", "endpoints", "known_certificates", "trust_anchor", "software", "root"])


@given(st.dictionaries(NAMES, JSON | st.lists(st.dictionaries(st.sampled_from(["id", "name", "port", "protocol", "packet", "path", "transports"]), JSON))))
def test_anything_is_a_plan_or_named(raw):
    try:
        read_parameters(raw)
    except ParameterError as problem:
        assert ": " in str(problem)
