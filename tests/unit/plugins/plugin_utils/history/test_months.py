# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.history.months import Months

IN_UTC = Months(UTC)


def at(*moment, zone=UTC):
    return int(datetime(*moment, tzinfo=zone).timestamp())


def test_a_month_ends_where_the_people_live():
    berlin = Months(ZoneInfo("Europe/Berlin"))
    evening = at(2026, 10, 31, 22), at(2026, 11, 1, 1)
    assert list(IN_UTC.split(*evening)) == [("2026-10", 7200), ("2026-11", 3600)]
    assert list(berlin.split(*evening)) == [("2026-10", 3600), ("2026-11", 7200)]


def test_a_month_with_a_change_of_the_clock_is_as_long_as_it_was():
    zone = ZoneInfo("Europe/Berlin")
    [(label, seconds)] = Months(zone).split(at(2026, 10, 1, zone=zone), at(2026, 11, 1, zone=zone))
    assert (label, seconds) == ("2026-10", 31 * 86400 + 3600)


@given(st.integers(at(2000, 1, 1), at(2090, 1, 1)), st.integers(0, 10 * 366 * 86400))
def test_no_second_is_lost(start, length):
    parts = list(IN_UTC.split(start, start + length))
    assert sum(seconds for _month, seconds in parts) == length
    assert [month for month, _seconds in parts] == sorted({month for month, _seconds in parts})
    assert all(seconds > 0 for _month, seconds in parts)


def test_no_time_is_in_no_month():
    assert list(IN_UTC.split(at(2026, 1, 1), at(2026, 1, 1))) == []
    assert list(IN_UTC.split(at(2026, 1, 2), at(2026, 1, 1))) == []
