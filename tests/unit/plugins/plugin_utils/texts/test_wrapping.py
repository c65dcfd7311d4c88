# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.texts.wrapping import columns, wrapped


def test_wide_letters_take_two_columns_and_marks_none():
    assert [columns(text) for text in ("abc", "日本", "e\u0301")] == [3, 4, 1]


def test_lines_break_at_blanks_and_are_indented():
    assert wrapped("one two three", 9, "- ", "  ") == ["- one two", "  three"]


def test_a_word_that_does_not_fit_stands_alone_and_whole():
    assert wrapped("a " + "x" * 20 + " b", 10) == ["a", "x" * 20, "b"]


@given(st.text(st.characters(codec="utf-8", exclude_characters="\n\r"), max_size=200), st.integers(5, 80))
def test_nothing_is_lost(text, width):
    assert " ".join(wrapped(text, width)) == text
