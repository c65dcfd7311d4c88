# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Waves: who comes when, and when nobody comes any more."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.waves import DEFAULT_WAVES, size_of, too_many_failed, waves
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.problems import InputError

HOSTS = [f"h{number}" for number in range(20)]


def test_a_canary_then_a_tenth_then_the_rest():
    assert list(map(len, waves(HOSTS, {}, DEFAULT_WAVES, 100))) == [1, 2, 17]


def test_the_last_size_repeats():
    assert list(map(len, waves(HOSTS, {}, [1, "25%"], 100))) == [1, 5, 5, 5, 4]


def test_no_wave_holds_more_of_one_site_than_is_allowed():
    sites = {host: "hq" if number < 12 else None for number, host in enumerate(HOSTS)}
    assert list(map(len, waves(HOSTS, sites, ["100%"], 5))) == [13, 5, 2]


def test_nobody_to_reach_is_no_wave():
    assert waves([], {}, DEFAULT_WAVES, 5) == []


@settings(deadline=None)
@given(
    st.lists(st.integers(0, 999).map(str), unique=True, max_size=40), st.integers(1, 6),
    st.lists(st.one_of(st.integers(1, 9), st.integers(1, 100).map(lambda share: f"{share}%")), min_size=1, max_size=4),
)
def test_everybody_comes_once_and_no_site_too_often(hosts, limit, sizes):
    sites = {host: f"s{int(host) % 3}" if int(host) % 4 else None for host in hosts}
    found = waves(hosts, sites, sizes, limit)
    assert sorted(host for wave in found for host in wave) == sorted(hosts)
    assert all(wave for wave in found)
    for wave in found:
        at_sites = [sites[host] for host in wave if sites[host] is not None]
        assert all(at_sites.count(site) <= limit for site in at_sites)


@pytest.mark.parametrize(("size", "number"), [(3, 3), ("3", 3), ("10%", 2), ("1%", 1), ("100%", 20), (" 50% ", 10)])
def test_sizes(size, number):
    assert size_of(size, 20) == number


@pytest.mark.parametrize("size", [0, -1, "0%", "101%", "many", None, True, 1.5, "1.5", [], "10 %%"])
def test_what_is_no_size(size):
    with pytest.raises(InputError, match="maintenance_waves"):
        size_of(size, 20)


@pytest.mark.parametrize(("failed", "tried", "limit", "stops"), [
    (0, 0, 10, False), (0, 1, 0, False), (1, 1, 10, True), (1, 10, 10, False), (2, 11, 10, True), (1, 1, 100, False), (1, 100, 0, True),
])
def test_when_it_stops(failed, tried, limit, stops):
    assert too_many_failed(failed, tried, limit) is stops
