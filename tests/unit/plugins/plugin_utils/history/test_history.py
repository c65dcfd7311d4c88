# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One host, sighting by sighting. A day is written as its number, 1 is the first of November 2026."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.history.history import DAY, History, Sighting
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.history.months import Months

MONTHS = Months(UTC)
GOOD = "dns.tcp=met"
THEIRS = "dns.tcp=unmet/customer"
OURS = "client.installed=unmet/provider"
NOBODY_KNOWS = "dns.tcp=unknown/undetermined"


def moment(day):
    return datetime(2026, 11, 1, tzinfo=UTC) + timedelta(days=day - 1)


def written(day):
    return moment(day).strftime("%Y-%m-%dT%H:%M:%SZ")


def sighting(day, *states, host="a", seen="seen"):
    return Sighting(host, written(day), f"run{day}", ";".join([seen, *states]))


def history(*sightings, now=None, last_run=0):
    """`last_run`: how many of the sightings are of the run that the history is made for."""
    days = [datetime.fromisoformat(one.at) for one in sightings]
    made = History(moment(now) if now else max(days), MONTHS, stale_after=7)
    earlier = sightings[: len(sightings) - last_run]
    made.add(earlier)
    made.add_run(sightings[len(earlier) :])
    return made.as_data("mueller", None)


def since(*sightings):
    return {name: datetime.fromisoformat(at).day for name, at in history(*sightings)["hosts"]["a"]["since"].items()}


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        ([GOOD], {}),
        ([THEIRS], {"dns.tcp": 1}),
        ([GOOD, THEIRS, THEIRS], {"dns.tcp": 2}),
        ([THEIRS, GOOD, THEIRS], {"dns.tcp": 3}),
        ([THEIRS, NOBODY_KNOWS, THEIRS], {"dns.tcp": 1}),
        ([THEIRS, "dns.tcp=waived/customer", THEIRS], {"dns.tcp": 3}),
        ([NOBODY_KNOWS, NOBODY_KNOWS], {"dns.tcp": 1}),
        ([NOBODY_KNOWS, THEIRS, NOBODY_KNOWS], {"dns.tcp": 3}),
        ([THEIRS, "dns.tcp=unmet/provider"], {"dns.tcp": 1}),
        ([THEIRS, GOOD], {}),
        (["software.other=unmet/customer!"], {"software.other": 1}),
    ],
)
def test_since_when_a_finding_is_open(states, expected):
    assert since(*(sighting(number + 1, state) for number, state in enumerate(states))) == expected


def test_what_a_run_did_not_look_at_stays_as_it_was():
    assert since(sighting(1, THEIRS, OURS), sighting(2, GOOD)) == {"client.installed": 1}


def blocked(*sightings, **options):
    return [
        (datetime.fromisoformat(one["from"]).day, datetime.fromisoformat(one["to"]).day, one["requirements"])
        for one in history(*sightings, **options)["hosts"]["a"]["blocked"]
    ]


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        ([[GOOD]], []),
        ([[THEIRS]], [(1, 1, ["dns.tcp"])]),
        ([[THEIRS], [THEIRS], [GOOD]], [(1, 2, ["dns.tcp"])]),
        ([[THEIRS], [GOOD], [THEIRS]], [(1, 1, ["dns.tcp"]), (3, 3, ["dns.tcp"])]),
        ([[THEIRS], [NOBODY_KNOWS], [THEIRS]], [(1, 1, ["dns.tcp"]), (3, 3, ["dns.tcp"])]),
        ([["dns.tcp=unmet/undetermined"]], []),
        ([["dns.tcp=unknown/undetermined"]], []),
        ([["dns.tcp=unmet/customer!"]], []),
        ([["dns.tcp=waived/customer"]], []),
        ([[THEIRS, OURS]], []),
        ([[THEIRS, "client.installed=unmet/provider!"]], [(1, 1, ["dns.tcp"])]),
        ([[THEIRS, "dns.udp=unknown/undetermined"]], []),
        ([["access.credentials=unmet/customer", "dns.udp=unknown/customer"]], [(1, 1, ["access.credentials", "dns.udp"])]),
        ([[THEIRS], ["dns.udp=unmet/customer", GOOD]], [(1, 2, ["dns.tcp", "dns.udp"])]),
    ],
)
def test_only_the_customer_s_side_alone_counts_and_only_as_long_as_it_was_seen(states, expected):
    assert blocked(*(sighting(number + 1, *state) for number, state in enumerate(states))) == expected


def test_nothing_is_said_of_a_time_in_which_nobody_looked():
    assert blocked(sighting(1, THEIRS), sighting(20, THEIRS)) == [(1, 1, ["dns.tcp"]), (20, 20, ["dns.tcp"])]
    assert blocked(sighting(1, THEIRS), sighting(5, THEIRS), now=28) == [(1, 5, ["dns.tcp"])]


def test_a_run_over_less_does_not_make_the_customer_alone_responsible():
    assert blocked(sighting(1, OURS, GOOD), sighting(2, THEIRS)) == []


def availability(*sightings, now=None, requirement="dns.tcp"):
    months = history(*sightings, now=now)["availability"].get(requirement, {})
    return {month: {kind: value / DAY if kind != "share" else value for kind, value in kinds.items() if value} for month, kinds in months.items()}


def test_availability_by_month():
    sightings = [sighting(day, THEIRS if 10 <= day < 13 else GOOD) for day in range(1, 31)]
    assert availability(*sightings, now=31) == {"2026-11": {"met": 27, "unmet_customer": 3, "share": 0.9}}


def test_a_sighting_speaks_for_a_week_at_most():
    assert availability(sighting(1, GOOD), sighting(21, GOOD), now=21) == {"2026-11": {"met": 7, "not_assessed": 13, "share": 1}}
    assert availability(sighting(1, THEIRS), now=11) == {"2026-11": {"unmet_customer": 7, "not_assessed": 3}}


@pytest.mark.parametrize(
    ("state", "kinds"),
    [
        ("met", {"met": 1, "share": 1}),
        ("waived/customer", {"waived": 1}),
        ("unknown/undetermined", {"unknown": 1}),
        ("unmet/provider", {"unmet_provider": 1}),
        ("unmet/customer!", {"met": 1, "share": 1}),
    ],
)
def test_what_counts_as_what(state, kinds):
    assert availability(sighting(1, f"dns.tcp={state}"), now=2) == {"2026-11": kinds}


def test_what_does_not_apply_has_no_availability():
    assert availability(sighting(1, "dns.tcp=not_applicable"), now=2) == {}


def test_a_run_over_less_does_not_interrupt_the_rest():
    sightings = [sighting(1, GOOD, "dns.udp=met"), sighting(2, GOOD), sighting(3, GOOD, "dns.udp=unmet/customer")]
    assert availability(*sightings, now=4, requirement="dns.udp") == {"2026-11": {"met": 2, "unmet_customer": 1, "share": 2 / 3}}
    assert availability(*sightings, now=4) == {"2026-11": {"met": 3, "share": 1}}


STATES = st.sampled_from([GOOD, THEIRS, NOBODY_KNOWS, "dns.tcp=waived/customer", "dns.udp=met"])


@given(st.lists(st.tuples(st.integers(1, 25), st.lists(STATES, min_size=1, max_size=2, unique_by=lambda state: state[:7])), min_size=1, max_size=12))
def test_no_second_is_counted_twice_or_lost(sightings):
    """Whatever the order of the clock."""
    looked = [sighting(day, *states) for day, states in sightings]
    made = history(*looked, now=28)
    for requirement, months in made["availability"].items():
        days = [day for day, states in sightings if any(state.startswith(requirement) for state in states)]
        total = sum(value for kinds in months.values() for kind, value in kinds.items() if kind != "share")
        assert total <= (28 - min(days)) * DAY
        if [day for day, _states in sightings] == sorted(day for day, _states in sightings):
            assert total == (28 - min(days)) * DAY


def test_a_clock_that_went_back_does_not_keep_the_future():
    made = history(sighting(1, GOOD), sighting(4000, THEIRS), sighting(3, GOOD), sighting(4, GOOD), now=5)
    assert made["hosts"]["a"]["assessed_at"] == written(4)
    assert made["hosts"]["a"]["since"] == {}


def test_what_is_recorded_late_does_not_replace_what_is_newer():
    made = history(sighting(1, GOOD), sighting(5, THEIRS), sighting(3, GOOD), now=6)
    assert made["hosts"]["a"]["assessed_at"] == written(5)
    assert list(made["hosts"]["a"]["since"]) == ["dns.tcp"]


@pytest.mark.parametrize(
    ("sightings", "stale"),
    [
        ([sighting(1, GOOD)], True),
        ([sighting(1, GOOD), sighting(9, GOOD)], False),
        ([sighting(1, GOOD), sighting(9, NOBODY_KNOWS, seen="unseen")], True),
        ([sighting(9, NOBODY_KNOWS, seen="unseen")], False),
        ([sighting(1, NOBODY_KNOWS, seen="unseen"), sighting(9, NOBODY_KNOWS, seen="unseen")], True),
    ],
)
def test_a_host_that_nobody_logged_in_to_is_stale(sightings, stale):
    made = history(*sightings, now=10)
    assert made["hosts"]["a"]["stale"] is stale
    assert made["stale"] == (["a"] if stale else [])


def changes(*sightings, last_run=1):
    made = history(*sightings, last_run=last_run)["changes"]
    return {kind: [(one["host"], one["requirement"], one["before"], one["after"]) for one in made[kind]] for kind in ("new", "resolved", "other")}


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ("met", "unmet/customer", "new"),
        ("unknown/undetermined", "unmet/customer", "new"),
        ("unmet/customer", "met", "resolved"),
        ("unmet/customer", "not_applicable", "resolved"),
        ("unmet/customer", "unknown/undetermined", "other"),
        ("met", "unknown/undetermined", "other"),
        ("unmet/customer", "unmet/provider", None),
        ("met", "met", None),
        ("met", "unmet/customer!", None),
    ],
)
def test_what_a_run_changed(before, after, kind):
    found = changes(sighting(1, f"dns.tcp={before}"), sighting(2, f"dns.tcp={after}"))
    expected = ("a", "dns.tcp", before.partition("/")[0], after.partition("/")[0])
    assert found == {name: [expected] if name == kind else [] for name in ("new", "resolved", "other")}


def test_a_host_s_first_run_changes_nothing():
    assert changes(sighting(1, GOOD), sighting(2, THEIRS, host="b"), last_run=1) == {"new": [], "resolved": [], "other": []}


def test_changes_are_against_what_was_known_last_of_each_requirement():
    assert changes(sighting(1, GOOD), sighting(2, OURS), sighting(3, THEIRS)) == {"new": [("a", "dns.tcp", "met", "unmet")], "resolved": [], "other": []}


def test_a_history_of_nothing():
    made = History(moment(1), MONTHS).as_data(None, None)
    assert (made["hosts"], made["availability"], made["stale"], made["recorded_since"]) == ({}, {}, [], None)
