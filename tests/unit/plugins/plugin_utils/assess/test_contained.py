# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.assess.contained import Contained
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.dns import query


def test_errors_stay_inside_and_are_described_without_their_words():
    with Contained() as contained:
        raise KeyError("SECRET")
    assert contained.description == "KeyError"


def test_our_own_code_is_named_by_its_place():
    with Contained() as contained:
        query.build_query("x" * 300, "a")
    assert " at plugins/plugin_utils/dns/query.py:" in contained.description


def test_what_is_no_ordinary_error_gets_through():
    with pytest.raises(KeyboardInterrupt), Contained():
        raise KeyboardInterrupt
