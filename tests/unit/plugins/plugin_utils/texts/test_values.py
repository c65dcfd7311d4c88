# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from datetime import UTC, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.texts.load import texts

SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text()
ANYTHING = st.recursive(SCALARS, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=20)


@pytest.fixture(scope="module")
def german():
    return texts("de").values


@pytest.fixture(scope="module")
def english():
    return texts("en").values


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, "–"),
        (True, "ja"),
        (False, "nein"),
        (443, "443"),
        (0.25, "0,25"),
        (3.0, "3"),
        ("2027-01-31", "31.01.2027"),
        ("2026-11-22T20:30:00Z", "22.11.2026, 20:30"),
        ("2026-13-99", "2026-13-99"),
        ("2026-02-30T20:30:00Z", "2026-02-30T20:30:00Z"),
        ("\x1b[2J", "\u241b[2J"),
        ([], "–"),
        (["a", "b"], "a, b"),
        ({}, "–"),
        ({"outcome": "timeout", "endpoint": "router1.teamviewer.com:443"}, "router1.teamviewer.com:443 (keine Antwort)"),
        ([{"endpoint": "a:1", "outcome": "refused"}, {"endpoint": "b:2", "outcome": "open", "via": None}], "a:1 (abgewiesen), b:2 (offen)"),
    ],
)
def test_values_are_written_for_a_german_reader(german, value, written):
    assert german.write(value) == written


def test_the_same_value_in_english(english):
    assert english.write(True) == "yes"
    assert english.write(0.25) == "0.25"
    assert english.write("2027-01-31") == "2027-01-31"


def test_machine_words_are_translated_by_their_key_only(german):
    assert german.write("timeout", "outcome") == "keine Antwort"
    assert german.write(["timeout", "open"], "outcome") == "keine Antwort, offen"
    assert german.write("timeout", "name") == "timeout"


def test_yes_and_no_of_a_row_say_what_they_are_about(german):
    assert german.write({"product": "anydesk", "unattended": True}) == "anydesk (unbeaufsichtigt)"
    assert german.write({"product": "anydesk", "limited": True}) == "anydesk (ja)"


def test_long_lists_are_cut_with_a_count_unless_the_whole_is_asked_for(german):
    hosts = [f"host{number}" for number in range(1, 13)]
    assert german.write(hosts).endswith("host8 und 4 weitere")
    assert german.write_whole(hosts).endswith("host11, host12")


def test_a_placeholder_without_a_value_becomes_a_dash_and_values_are_never_templates(german):
    assert german.fill("{name}: {missing}", {"name": "{missing} {{ 7 * 7 }} %s"}) == "{missing} {{ 7 * 7 }} %s: –"


def test_times_are_written_in_the_zone_and_say_so():
    east = texts("de", timezone(timedelta(hours=5, minutes=30))).values
    assert east.moment("2026-11-22T20:30:00Z") == "23.11.2026, 02:00"
    assert east.moment_in_zone("2026-11-22T20:30:00Z") == "23.11.2026, 02:00 Uhr (UTC+5:30)"
    west = texts("en", timezone(timedelta(hours=-4))).values
    assert west.moment_in_zone("2026-11-22T20:30:00Z") == "2026-11-22, 16:30 (UTC\u22124)"
    assert texts("en", UTC).values.zone("2026-11-22T20:30:00Z") == "UTC"


def test_the_control_nodes_own_zone_is_taken_where_none_is_given():
    assert texts("en", None).values.moment("2026-11-22T20:30:00Z").startswith("2026-11-2")


def test_many_times_do_not_pile_up(german):
    written = [german.moment(f"2026-11-22T{second // 3600:02d}:{second // 60 % 60:02d}:{second % 60:02d}Z") for second in range(2500)]
    assert written[0] == "22.11.2026, 00:00"
    assert written[-1] == "22.11.2026, 00:41"


@given(ANYTHING, st.text())
def test_nothing_that_json_can_say_raises_or_smuggles_control_characters(value, key):
    for words in (texts("de").values, texts("en").values):
        for written in (words.write(value, key), words.write_whole(value, key)):
            assert not any(character < " " or "\x7f" <= character <= "\x9f" for character in written)


@pytest.mark.parametrize(("hours", "day"), [(0, "22.11.2026"), (9, "23.11.2026"), (-11, "22.11.2026")])
def test_a_moments_day_is_that_of_the_zone(hours, day):
    assert texts("de", timezone(timedelta(hours=hours))).values.date("2026-11-22T20:30:00Z") == day
    assert texts("de").values.date(None) == "–"
