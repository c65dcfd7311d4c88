# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import base64
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as some

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.hygiene.secrets import SHORTEST_PART, without_secret

SECRET = "0001CoABChAiMLFghKkR7pLoRztgHC2XEigI+/A="
CHARACTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+/=_-$%\"' "


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        (f"'{SECRET}' is no valid id", "'***' is no valid id"),
        (f"id={SECRET}{SECRET}!", "id=***!"),
        (f"id={SECRET[:20]}... (cut off)", "id=***... (cut off)"),
        (f"{SECRET[:14]}\n{SECRET[14:]}", "*** ***"),
        (quote(SECRET, safe=""), "***"),
        ("nothing of it", "nothing of it"),
        ("", ""),
    ],
)
def test_what_is_shown(said, shown):
    assert without_secret(said, SECRET) == shown


@pytest.mark.parametrize("before", ["", "x", "xy"])
def test_base64_at_any_place(before):
    shown = without_secret(base64.b64encode((before + SECRET).encode()).decode(), SECRET)
    assert "***" in shown
    assert len(shown) < 14


def test_a_short_secret_is_hidden_too():
    assert without_secret("pin 4711 is wrong", "4711") == "pin *** is wrong"


def test_without_a_secret_text_is_only_cleaned():
    assert without_secret("a\x1bb", "") == "a\ufffdb"


@given(some.text(CHARACTERS, min_size=SHORTEST_PART, max_size=60), some.text(max_size=200), some.text(max_size=200), some.integers(0, 60), some.integers(0, 60))
def test_no_part_of_it_is_left(secret, before, after, start, end):
    part = secret[min(start, end) : max(start, end)]
    shown = without_secret(f"{before}{secret}{after}{part}", secret, 16000)
    parts = {secret[place : place + SHORTEST_PART] for place in range(len(secret) - SHORTEST_PART + 1)}
    assert [part for part in parts if part in shown] == []
