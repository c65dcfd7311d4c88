# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import json

import pytest

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.evidence.canonical import canonical, digest
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.evidence.head import read_head
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.evidence.persons import Names, Person, named, references
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.evidence.record import Link, make, read

CONTENT = {"ü": ["x", 1.5, None, True], "a": {"b": "\0\ud800\"\\"}}


FIRST = Link()


def made(previous=FIRST, **changes):
    given = {"customer": "ü", "kind": "assessment", "run_id": "r", "host": 'h"', "recorded_at": "t1", "at": "t0", "content": canonical(CONTENT)}
    return make(previous, **{**given, **changes})


def test_a_record_is_the_canonical_text_of_all_that_it_says():
    first = made()
    assert canonical(json.loads(first.text)) == first.text
    assert first.link == Link(1, digest(first.text))
    assert read(first.text)["content"] == CONTENT
    assert (read(first.text)["previous"], read(made(first.link).text)["previous"]) == (None, first.link.digest)


@pytest.mark.parametrize("name", ["customer", "kind", "run_id", "host", "recorded_at", "at"])
def test_everything_is_under_the_sum(name):
    assert made(**{name: "other"}).link.digest != made().link.digest


def test_canonical_text_does_not_depend_on_the_order_of_keys():
    assert canonical({"b": 1, "a": [1, {"d": 1, "c": "ü"}]}) == '{"a":[1,{"c":"\\u00fc","d":1}],"b":1}'


@pytest.mark.parametrize("text", ["", "null", "[]", "{", '{"format":2,"content":{}}', '{"format":1}'])
def test_what_is_no_record(text):
    with pytest.raises(ValueError):
        read(text)


def test_a_printed_head_is_read_however_it_was_broken():
    assert read_head(" 12:" + "AB" * 16 + "\n" + "cd" * 16) == (12, "ab" * 16 + "cd" * 16)


@pytest.mark.parametrize("text", ["", "12", "12:abc", "0:" + "0" * 64, ":" + "0" * 64, "1:" + "0" * 65, "1:" + "g" * 64])
def test_what_is_no_head(text):
    with pytest.raises(ValueError, match="a head is"):
        read_head(text)


WITH_NAMES = {
    "contact": {"name": "Ada", "email": None},
    "findings": [{"data": {"given_by": "Ada", "count": 3, "rows": [{"owner": "Bob"}]}, "status": "met"}],
    "provider": "BAUER GROUP",
}


def test_names_are_replaced_by_references_and_come_back():
    names = Names([])
    referred = names.referred(WITH_NAMES)
    assert "Ada" not in canonical(referred)
    assert "Bob" not in canonical(referred)
    assert referred["provider"] == "BAUER GROUP"
    assert {person.name for person in names.added} == {"Ada", "Bob"}
    assert references(referred) == names.used == {person.reference for person in names.added}
    assert named(referred, {person.reference: person.name for person in names.added}) == WITH_NAMES
    assert named(referred, {}, erased="(erased)")["contact"]["name"] == "(erased)"
    assert WITH_NAMES["contact"]["name"] == "Ada"


def test_a_known_name_keeps_its_reference():
    ada = Person.of("Ada")
    names = Names([ada])
    assert names.referred({"given_by": "Ada"}) == {"given_by": {"person": ada.reference}}
    assert names.added == []


def test_a_reference_tells_nothing_without_its_salt():
    assert Person.of("Ada").reference != Person.of("Ada").reference
    assert Person.of("Ada").fits
    assert not Person(Person.of("Ada").reference, "salt", "Ada").fits
