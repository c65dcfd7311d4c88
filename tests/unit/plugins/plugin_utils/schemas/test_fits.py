# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The fast answer is the right one: it says what the validator says, of good data and of data with anything in any place."""

from __future__ import annotations

import copy
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas import validate

SCHEMAS = sorted(path.stem for path in Path(validate.__file__).parent.glob("*.json"))

OBSERVATION = {
    "format": 1,
    "collector": {"name": "probe", "version": "0.1.0", "runtime": "python 3.11.2"},
    "complete": True,
    "started_at": "2026-11-22T10:00:00Z",
    "elapsed": 0.5,
    "deadline": 10.0,
    "sections": {"endpoints": {"complete": True, "elapsed": 0.1, "errors": ["none"]}},
    "platform": {"system": "linux", "distribution": "debian", "family": ["x"], "uptime": 1.5, "reboot_pending": None},
    "privilege": {"administrative": True, "account": "root", "confined": None},
    "resolvers": [{"address": "192.0.2.1", "port": 53, "scope": "default", "source": "resolv_conf"}],
    "dns": [{"query": "q", "resolver": "192.0.2.1", "port": 53, "transport": "udp", "outcome": "answered", "answer": "AAAA", "elapsed": 0.1}],
    "proxies": [{"id": "p", "url": "http://p:3128", "owner": "apt", "schemes": ["http"], "bypass": ["x"], "authenticated": True}],
    "endpoints": [
        {
            "id": "e:443/tls",
            "via": "direct",
            "family": "ipv4",
            "address": "192.0.2.2",
            "outcome": "open",
            "elapsed": 0.1,
            "tls": {"verified": True, "error": None, "protocol": "TLSv1.3", "chain": ["0" * 64]},
            "http": {"status": 200, "location": None, "body": "x"},
        }
    ],
    "updates": {"managers": ["apt"], "sources": [{"id": "s", "manager": "apt", "name": "s", "url": "http://s/", "kind": "archive", "attempts": []}]},
    "software": {"signals": [{"product": "p", "kind": "unit", "value": "v", "user": "~user1"}], "products": {"p": []}},
    "certificates": {"0" * 64: "AAAA"},
    "dropped": {"dns": 1},
}
CONTRACT = {
    "customer": "Müller",
    "number": "MV-1",
    "language": "de",
    "contact": {"name": "x", "email": "x@example.com"},
    "starts_on": "2026-11-01",
    "ends_on": None,
    "products": ["teamviewer"],
    "waivers": [{"requirement": "dns.udp", "reason": "x", "given_by": "x", "until": "2027-01-31", "hosts": ["a"]}],
}
FINDING = {
    "id": "dns.udp",
    "status": "waived",
    "severity": "failure",
    "responsible": "customer",
    "reason": "x",
    "data": {"waiver_reason": "x", "waived_until": "2027-01-01", "waived_reason_code": "x", "rows": [{"a": 1}]},
    "caused_by": None,
    "checked_at": "2026-11-22T10:00:00Z",
}
GOOD = {"observation": OBSERVATION, "contract": CONTRACT, "finding": FINDING, "provider": {"name": "x"}, "settings": {"maintenance_deadline": 5}}

ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False),
    st.text(max_size=5),
    st.sampled_from(["2026-02-30", "2026-11-22T10:00:00Z\n", "a\n", "", "x" * 2000]),
    st.lists(st.integers(), max_size=3),
    st.dictionaries(st.text(max_size=3), st.integers(), max_size=2),
)


def places(value: object, path: tuple = ()) -> list[tuple]:
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, member in members for place in places(member, (*path, key)))]


def changed(value: object, path: tuple, put: object) -> object:
    value = copy.deepcopy(value)
    if not path:
        return put
    parent = value
    for step in path[:-1]:
        parent = parent[step]
    parent[path[-1]] = put
    return value


def says(name: str, data: object) -> bool:
    return validate.validator(name).is_valid(data)


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_schema_compiles(name):
    assert validate.fits(name, 17) == says(name, 17)


@pytest.mark.parametrize("name", sorted(GOOD))
def test_good_data_fits(name):
    assert says(name, GOOD[name])
    assert validate.fits(name, GOOD[name])


def test_an_annotation_is_no_rule():
    put = changed(OBSERVATION, ("certificates",), {"0" * 64: "no base64"})
    assert says("observation", put)
    assert validate.fits("observation", put)


@pytest.mark.parametrize("name", sorted(GOOD))
@settings(deadline=None, max_examples=150)
@given(data=st.data())
def test_both_say_the_same_with_anything_anywhere(name, data):
    put = changed(GOOD[name], data.draw(st.sampled_from(places(GOOD[name]))), data.draw(ODD))
    assert validate.fits(name, put) == says(name, put)


@pytest.mark.parametrize("name", sorted(GOOD))
def test_both_say_the_same_of_anything_missing_or_added(name):
    for path in places(GOOD[name]):
        value = GOOD[name]
        for step in path:
            value = value[step]
        if isinstance(value, dict):
            for key in value:
                less = changed(GOOD[name], path, {other: member for other, member in value.items() if other != key})
                assert validate.fits(name, less) == says(name, less), (path, key)
            more = changed(GOOD[name], path, {**value, "more!": 1})
            assert validate.fits(name, more) == says(name, more), path


def test_the_examples_are_plain_json():
    assert json.loads(json.dumps(GOOD)) == GOOD
