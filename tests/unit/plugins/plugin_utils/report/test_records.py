# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.records import HostRecords, canonical

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@given(JSON)
def test_canonical_json_reads_back_and_is_plain_printable_ascii(value):
    written = canonical(value)
    assert json.loads(written) == value
    assert canonical(json.loads(written)) == written
    assert all(0x20 <= byte < 0x80 for byte in written)


def test_canonical_json_does_not_depend_on_the_order_of_keys():
    assert canonical({"b": [1], "a": "ü"}) == canonical({"a": "ü", "b": [1]}) == b'{"a":"\\u00fc","b":[1]}'


def test_hosts_stand_in_the_order_a_person_expects():
    records = HostRecords()
    for name in ("srv10", "srv2", "Alpha", "beta", "10", "9", "²"):
        records.add({"host": name})
    assert [record["host"] for record in records] == ["9", "10", "Alpha", "beta", "srv2", "srv10", "²"]


def test_hosts_can_be_read_as_often_as_needed():
    records = HostRecords()
    records.add({"host": "b"})
    records.add({"host": "a"})
    assert list(records) == list(records) == [{"host": "a"}, {"host": "b"}]
    assert len(records) == 2


@given(st.lists(st.text()))
def test_no_name_is_lost_or_breaks_the_order(names):
    records = HostRecords()
    for name in names:
        records.add({"host": name})
    assert sorted(record["host"] for record in records) == sorted(names)
