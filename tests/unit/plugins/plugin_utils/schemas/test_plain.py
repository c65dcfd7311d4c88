# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from datetime import date, datetime

import pytest
from ansible.template import trust_as_template
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.plain import DEPTH, Unsupported, plain


def test_ansibles_tags_are_gone():
    tagged = trust_as_template("text")
    assert tagged.__class__.__name__ != "str"
    ((key, value),) = plain({tagged: [tagged]}).items()
    assert (key, value) == ("text", ["text"])
    assert [converted.__class__.__name__ for converted in (plain(tagged), key, value, value[0])] == ["str", "str", "list", "str"]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, None),
        (True, True),
        (7, 7),
        (0.5, 0.5),
        (date(2026, 11, 1), "2026-11-01"),
        (datetime(2026, 11, 1, 12), "2026-11-01T12:00:00"),
        ((1, "a"), [1, "a"]),
        ({7: "a", None: "b", True: "c", date(2026, 11, 1): "d"}, {"7": "a", "None": "b", "True": "c", "2026-11-01": "d"}),
        ({"x"}, ["x"]),
    ],
)
def test_values_become_what_json_knows(value, expected):
    converted = plain(value)
    assert converted == expected
    assert type(converted) is type(expected)


@pytest.mark.parametrize("value", [b"bytes", object(), {1j}.pop()])
def test_what_json_does_not_know_stays_recognisable(value):
    assert isinstance(plain(value), Unsupported)
    assert type(value).__name__ in repr(plain(value))


def test_a_structure_that_holds_itself_ends():
    endless = [1]
    endless.append(endless)
    converted = plain(endless)
    assert converted[0] == 1
    assert isinstance(converted[1], Unsupported)


def test_many_levels_end():
    value = "x"
    for _level in range(5000):
        value = [value]
    converted = plain(value)
    for _level in range(DEPTH):
        (converted,) = converted
    assert isinstance(converted, Unsupported)


def test_aliases_share_one_copy():
    """What YAML's aliases make small must not become exponentially large."""
    value = ["x"]
    for _level in range(DEPTH - 1):
        value = [value, value]
    converted = plain(value)
    assert converted[0] is converted[1]


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        max_leaves=20,
    )
)
def test_what_is_plain_stays_as_it_is(value):
    assert plain(value) == value
