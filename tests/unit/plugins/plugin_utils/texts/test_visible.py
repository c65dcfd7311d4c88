# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.texts.visible import visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("erp01", "erp01"),
        ("Müller & Söhne <b>", "Müller & Söhne <b>"),
        ("שלום مرحبا", "שלום مرحبا"),
        ("\x1b[31mred", "\u241b[31mred"),
        ("two\nlines\r\tand\x00", "two\u240alines\u240d\u2409and\u2400"),
        ("\x7f\x9b", "\u2421\\x9b"),
        ("invoice\u202egnp.exe", "invoice\\u202egnp.exe"),
        ("half \udcfc", "half \\udcfc"),
        ("tag \U000e0041", "tag \\U000e0041"),
        ("می\u200cخواهم", "می\u200cخواهم"),
    ],
)
def test_dangerous_characters_become_pictures_and_all_others_stay(text, shown):
    assert visible(text) == shown


@given(st.text(alphabet=st.characters()))
def test_what_comes_out_is_one_harmless_line(text):
    shown = visible(text)
    assert shown.encode("utf-8").decode("utf-8") == shown
    assert visible(shown) == shown
    assert not any(unicodedata.category(character) in ("Cc", "Cs", "Co", "Zl", "Zp") for character in shown)
    assert len(shown) >= len(text)
