# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.assess.observed import LARGEST, NoObservation, checked

SMALL = {
    "format": 1,
    "collector": {"name": "probe", "version": "0.1.0", "runtime": "python 3.11.2"},
    "complete": True,
    "started_at": "2026-11-22T10:00:00Z",
    "elapsed": 0.5,
    "deadline": 10.0,
    "sections": {},
}


@pytest.mark.parametrize("sent", [SMALL, json.dumps(SMALL)], ids=["data", "text"])
def test_a_good_one_is_returned(sent):
    assert checked(sent) == SMALL


@pytest.mark.parametrize("form", [lambda data: data, json.dumps], ids=["data", "text"])
@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"format": 2}, "format"),
        ({"more": 1}, "top"),
        ({"elapsed": math.nan}, "ValueError"),
        ({"elapsed": math.inf}, "ValueError"),
        ({"collector": {"name": "x", "version": "1", "runtime": "1"}}, "collector/name"),
        ({"certificates": {"<script>" * 10: "x"}}, "certificates"),
        ({"certificates": {"0" * 64: "x" * LARGEST}}, "too_large"),
    ],
)
def test_a_bad_one_is_named_by_its_place_alone(change, place, form):
    with pytest.raises(NoObservation) as raised:
        checked(form({**SMALL, **change}))
    assert str(raised.value) == place


@pytest.mark.parametrize(
    ("sent", "place"),
    [
        ({**SMALL, "elapsed": object()}, "TypeError"),
        (json.dumps(SMALL).replace("0.5", "1e999"), "ValueError"),
        (json.dumps(SMALL)[:-1], "JSONDecodeError"),
        ("[" * 100_000, "RecursionError"),
        ("", "JSONDecodeError"),
    ],
    ids=["no JSON", "a number without end", "cut off", "deep", "nothing"],
)
def test_what_is_no_json_is_no_observation(sent, place):
    with pytest.raises(NoObservation) as raised:
        checked(sent)
    assert str(raised.value) == place


JSON = st.recursive(st.none() | st.booleans() | st.floats() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=20)


@given(JSON | JSON.map(json.dumps))
def test_anything_else_is_no_observation(anything):
    with pytest.raises(NoObservation) as raised:
        checked(anything)
    assert len(str(raised.value)) <= 100
    assert str(raised.value).isprintable()
