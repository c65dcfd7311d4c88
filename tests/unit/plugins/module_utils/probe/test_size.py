# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import copy

import pytest

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.probe.size import LIMIT, fit, size_of
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.validate import validator

DIGESTS = [f"{number:064x}" for number in range(6)]


def attempt(number, family="ipv4", verified=True, chain=()):
    seen = {"id": f"host{number}.example:443/tls", "via": "direct", "family": family, "address": "192.0.2.1", "outcome": "open", "elapsed": 0.1}
    if chain:
        seen["tls"] = {"verified": verified, "error": None, "protocol": "TLSv1.3", "chain": list(chain)}
    return seen


def observation(**values):
    sections = ["dns", "endpoints", "updates", "software"]
    return {
        "format": 1,
        "collector": {"name": "probe", "version": "0.1.0", "runtime": "python 3.8.0"},
        "complete": True,
        "started_at": "2026-11-23T00:00:00Z",
        "elapsed": 1.0,
        "deadline": 10.0,
        "sections": {name: {"complete": True, "elapsed": 0.5} for name in sections},
        "endpoints": [],
        **values,
    }


def checked(before, limit=LIMIT):
    after = fit(copy.deepcopy(before), limit)
    validator("observation").validate(after)
    assert size_of(after) <= limit
    return after


def test_one_that_fits_stays_as_it_is():
    before = observation(endpoints=[attempt(1)])
    assert checked(before) == before


def test_certificates_of_verified_peers_go_first_and_leaves_after_the_others():
    endpoints = [attempt(1, chain=DIGESTS[:3]), attempt(2, verified=False, chain=DIGESTS[3:5])]
    before = observation(endpoints=endpoints, certificates={digest: "x" * 20000 for digest in DIGESTS[:5]})
    after = checked(before, 66000)
    assert set(after["certificates"]) == {DIGESTS[0], *DIGESTS[3:5]}
    assert after["dropped"] == {"certificates": 2}
    assert after["endpoints"] == endpoints
    assert all(section["complete"] for section in after["sections"].values())


def test_then_attempts_that_say_the_same_over_another_family():
    endpoints = [attempt(number, family) for number in range(400) for family in ("ipv4", "ipv6")]
    after = checked(observation(endpoints=endpoints), 64000)
    assert {entry["id"] for entry in after["endpoints"]} == {entry["id"] for entry in endpoints}
    assert after["dropped"]["endpoints"] == 800 - len(after["endpoints"])
    assert after["sections"]["endpoints"]["complete"] is True


def test_an_attempt_that_says_something_else_is_not_a_repetition():
    endpoints = [attempt(1), dict(attempt(1, "ipv6"), outcome="timeout")]
    before = observation(endpoints=endpoints, certificates={DIGESTS[0]: "x" * 20000})
    assert checked(before, 5000)["endpoints"] == endpoints


@pytest.mark.parametrize("name", ["software", "updates", "dns", "endpoints"])
def test_in_the_end_entries_go_and_their_section_is_incomplete(name):
    answer = {"query": "q", "resolver": "192.0.2.1", "port": 53, "transport": "udp", "outcome": "answered", "answer": "x" * 400, "elapsed": 0.1}
    signal = {"product": "p", "kind": "path", "value": "x" * 400}
    source = {"id": "apt:x", "manager": "apt", "name": "x" * 400, "url": "http://x/", "attempts": []}
    many = {
        "software": {"software": {"signals": [signal] * 1000, "products": {}}},
        "updates": {"updates": {"managers": ["apt"], "sources": [source] * 300}},
        "dns": {"dns": [answer] * 1000},
        "endpoints": {"endpoints": [attempt(number) for number in range(2000)]},
    }
    after = checked(observation(**many[name]), 64000)
    assert after["sections"][name]["complete"] is False
    assert [other for other, section in after["sections"].items() if not section["complete"]] == [name]
    assert after["dropped"][name] > 0
