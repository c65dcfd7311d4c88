# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever an observation holds, judging it raises nothing, follows the schema, and never calls met what was not seen."""

from __future__ import annotations

import base64
import copy
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.judge import FAMILIES, judge
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.registry import REQUIREMENTS, judgement_of, requirement
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.validate import validator

MODEST = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@pytest.fixture(scope="module")
def healthy(new_world):
    return new_world().case()


def check(findings):
    for finding in findings:
        validator("finding").validate(finding)
    return {finding["id"]: finding for finding in findings}


def with_observation(case, observation):
    return replace(case, observation=observation)


def test_every_requirement_is_judged_by_one_function():
    assert len(FAMILIES) > 0
    for name in REQUIREMENTS:
        assert callable(judgement_of(name)[0])
    with pytest.raises(ValueError, match=r"dns\.udp"):
        requirement("dns.udp")(check)
    with pytest.raises(ValueError, match=r"dns\.quic"):
        requirement("dns.quic")(check)


def test_only_selected_requirements_have_findings_in_the_contract_s_order(healthy):
    assert [finding["id"] for finding in judge(healthy, {"dns.tcp", "internet.http", "dns.udp"})] == ["internet.http", "dns.udp", "dns.tcp"]


def test_findings_say_when_they_were_made(healthy):
    assert {finding["checked_at"] for finding in judge(healthy)} == {"2026-11-22T12:00:00Z"}


@pytest.mark.parametrize("name", [name for name in REQUIREMENTS if judgement_of(name)[1]])
def test_nothing_is_met_without_each_of_its_sections(name, healthy):
    _judgement, sections, _for_failures = judgement_of(name)
    for section in sections:
        for spoil in (missing, cut_off, dropped):
            observation = copy.deepcopy(healthy.observation)
            spoil(observation, section)
            assert check(judge(with_observation(healthy, observation), {name}))[name]["status"] in {"unknown", "unmet", "not_applicable"}


@pytest.mark.parametrize("name", ["internet.http", "internet.https", "endpoints.teamviewer", "endpoints.atera"])
def test_nobody_is_blamed_where_the_attempts_through_a_proxy_did_not_fit(name, new_world):
    world = new_world()
    world.device.block("*")
    world.device.proxy("session")
    case = world.case()
    observation = copy.deepcopy(case.observation)
    observation["endpoints"] = [attempt for attempt in observation["endpoints"] if attempt["via"] == "direct"]
    dropped(observation, "endpoints")
    assert check(judge(with_observation(case, observation), {name}))[name]["status"] == "unknown"


def missing(observation, section):
    observation["sections"].pop(section, None)


def cut_off(observation, section):
    observation["sections"][section] = {"complete": False, "elapsed": 10.0}


def dropped(observation, section):
    observation["dropped"] = {section: 1}


TEXT = st.text(max_size=20)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)


@MODEST
@given(data=st.data())
def test_a_spoiled_observation_raises_nothing(data, healthy):
    observation = copy.deepcopy(healthy.observation)
    gone = data.draw(st.sets(st.sampled_from(sorted(observation["sections"]))))
    for section in gone:
        del observation["sections"][section]
    for _time in range(data.draw(st.integers(1, 4))):
        spoil(observation, data)
    findings = check(judge(with_observation(healthy, observation)))
    for name, finding in findings.items():
        sections = set(judgement_of(name)[1])
        if sections - set(observation["sections"] if isinstance(observation.get("sections"), dict) else ()):
            assert (name, finding["status"]) != (name, "met")


def spoil(observation, data):
    """Replace or remove something somewhere in the observation."""
    place, steps = observation, data.draw(st.integers(0, 5))
    while True:
        keys = sorted(place) if isinstance(place, dict) else list(range(len(place)))
        if not keys:
            return
        key = data.draw(st.sampled_from(keys))
        steps -= 1
        if steps < 0 or not isinstance(place[key], (dict, list)):
            break
        place = place[key]
    if isinstance(place, dict) and data.draw(st.booleans()):
        del place[key]
    else:
        place[key] = data.draw(JSON)


@MODEST
@given(observation=JSON)
def test_what_is_no_observation_raises_nothing(observation, healthy):
    for finding in check(judge(with_observation(healthy, observation))).values():
        if judgement_of(finding["id"])[1]:
            assert finding["status"] in {"unknown", "not_applicable"}


OUTCOMES = st.sampled_from(["open", "refused", "timeout", "unresolved", "reset", "unreachable", "unexpected_answer", "error"])
ADDRESSES = st.none() | st.ip_addresses().map(str) | TEXT
TLS = st.none() | st.fixed_dictionaries(
    {"verified": st.sampled_from([True, False, None]), "chain": st.lists(st.sampled_from(["0" * 64, "1" * 64]), max_size=3)},
    optional={"error": st.none() | TEXT},
)
HTTP = st.none() | st.fixed_dictionaries(
    {"status": st.none() | st.integers(100, 999)}, optional={"location": st.none() | TEXT, "body": st.none() | TEXT | st.just("success")}
)


def attempts(ids):
    return st.fixed_dictionaries(
        {
            "id": ids,
            "via": st.sampled_from(["direct", "p1", "p2", "nobody"]),
            "family": st.sampled_from(["ipv4", "ipv6", None]),
            "address": ADDRESSES,
            "outcome": OUTCOMES,
        },
        optional={"tls": TLS, "http": HTTP},
    )


@st.composite
def observations(draw, healthy):
    """Observations that follow the schema and answer the plan, but say anything."""
    endpoints = st.sampled_from([one["id"] for one in healthy.plan["endpoints"]] + ["a.example:80/tcp"])
    queries = st.sampled_from([one["id"] for one in healthy.plan["dns_queries"]] + ["resolve:a.example:a"])
    resolvers = ["192.168.1.53", "192.168.1.54", "fe80::1"]
    answers = [entry["answer"] for entry in healthy.observation["dns"]]
    sources = st.fixed_dictionaries(
        {
            "id": TEXT.filter(bool),
            "manager": st.sampled_from(["apt", "dnf", "zypper"]),
            "name": TEXT,
            "url": st.sampled_from(["http://deb.debian.org/x", "https://deb.debian.org/x", "http://[", "file:/x", "https://third.example/x"]),
            "attempts": st.lists(attempts(st.sampled_from(["deb.debian.org:80/http/x", "deb.debian.org:443/http/x"])), max_size=3),
        }
    )
    healthy_attempts = healthy.observation["endpoints"]
    return {
        **healthy.observation,
        "sections": {name: {"complete": draw(st.booleans()), "elapsed": 1.0} for name in healthy.observation["sections"]},
        "privilege": draw(st.sampled_from([{"administrative": True, "account": "root"}, {"administrative": False, "account": "ordinary"}])),
        "resolvers": [
            {"address": address, "port": 53, "scope": draw(st.sampled_from(["default", "routed", "stub"])), "source": "resolv_conf"}
            for address in draw(st.lists(st.sampled_from(resolvers), max_size=3))
        ],
        "dns": [
            {
                "query": draw(queries),
                "resolver": draw(st.sampled_from(resolvers)),
                "port": 53,
                "transport": draw(st.sampled_from(["udp", "tcp"])),
                "outcome": draw(st.sampled_from(["answered", "timeout", "refused"])),
                "answer": draw(st.sampled_from(answers) | st.binary(max_size=40).map(lambda octets: base64.b64encode(octets).decode()) | st.none() | TEXT),
            }
            for _one in range(draw(st.integers(0, 8)))
        ],
        "proxies": [
            {"id": proxy, "url": "http://proxy.example:3128", "owner": draw(st.sampled_from(["session", "apt", "dnf"])), "schemes": ["http", "https"]}
            for proxy in draw(st.sets(st.sampled_from(["p1", "p2"])))
        ],
        "endpoints": draw(st.lists(attempts(endpoints) | st.sampled_from(healthy_attempts), max_size=12)),
        "updates": {"managers": ["apt"], "sources": draw(st.lists(sources, max_size=3))},
        "certificates": {"0" * 64: draw(TEXT)},
    }


@MODEST
@given(data=st.data())
def test_any_observation_of_the_schema_is_judged(data, healthy):
    observation = data.draw(observations(healthy))
    assert not list(validator("observation").iter_errors(observation))
    for name, finding in check(judge(with_observation(healthy, observation))).items():
        assert (name, finding["reason"]) != (name, "observation_invalid")
        if any(not observation["sections"][section]["complete"] for section in judgement_of(name)[1] if section in observation["sections"]):
            assert (name, finding["status"]) != (name, "met")
