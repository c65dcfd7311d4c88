# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.hygiene import text


@pytest.mark.parametrize(
    ("value", "cleaned"),
    [
        ("plain", "plain"),
        (b"M\xc3\xbcller", "M\u00fcller"),
        (b"\xff", "\ufffd"),
        ("a\tb\r\nc", "a b  c"),
        ("\x1b[31mred\x07", "\ufffd[31mred\ufffd"),
        ("abc\u202edef", "abc\ufffddef"),
        ("\udcff", "\ufffd"),
        (None, "None"),
        (5, "5"),
    ],
)
def test_what_controls_a_terminal_is_replaced(value, cleaned):
    assert text.clean(value) == cleaned


def test_too_long_text_ends_in_an_ellipsis():
    assert text.clean("x" * 11, 10) == "x" * 9 + "\u2026"
    assert text.clean("x" * 10, 10) == "x" * 10


@given(st.one_of(st.text(), st.binary(), st.text(alphabet=st.characters(whitelist_categories=["Cs", "Cc", "Cf"]))), st.integers(1, 50))
def test_anything_becomes_bounded_text_that_json_can_carry(value, limit):
    cleaned = text.clean(value, limit)
    assert len(cleaned) <= limit
    assert json.loads(json.dumps(cleaned).encode("utf-8")) == cleaned
    assert not any(ord(character) < 32 or 127 <= ord(character) < 160 for character in cleaned)


def test_short_or_none():
    assert text.short_or_none("") is None
    assert text.short_or_none(None) is None
    assert len(text.short_or_none("x" * 999)) == 255


def test_long_identifiers_stay_distinct():
    one, other = text.identifier("x" * 300 + "a"), text.identifier("x" * 300 + "b")
    assert len(one) == len(other) == 200
    assert one != other
    assert text.identifier("router:1/tcp") == "router:1/tcp"
    assert text.identifier("") == "-"


def test_an_error_is_said_without_its_arguments():
    said = text.error_text(FileNotFoundError(2, "No such file or directory", "http://user:canary@proxy/"), "proxies")
    assert said == "proxies: FileNotFoundError: No such file or directory"
    assert text.error_text(ValueError("canary")) == "ValueError"
