# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.versions import differs, is_older, newest


@pytest.mark.parametrize(
    ("wanted", "installed", "different", "older"),
    [
        ("15.61.3", "15.61.3", False, False),
        ("15.61.3", "15.58.4", True, False),
        ("15.58.4", "15.61.3", True, True),
        ("15.9.1", "15.10.1", True, True),
        ("15.61.3", "15.61.3-0", False, False),
        ("15.61.3", "15.61.3-1.el9", False, False),
        ("15.61.3-0", "15.61.3-1", True, True),
        ("15.61.3", "15.61.3C", False, False),
        ("2:1.0", "1:9.0", True, False),
        ("1.0~beta1", "1.0", True, True),
    ],
)
def test_what_is_wanted_is_held_against_what_is_installed(wanted, installed, different, older):
    assert (differs(wanted, installed), is_older(wanted, installed)) == (different, older)


@pytest.mark.parametrize("wanted", [None, "", "present", "latest"])
def test_a_wish_for_any_version_is_no_difference(wanted):
    assert not differs(wanted, "15.61.3")


def test_the_newest_is_not_the_last_by_its_letters():
    assert newest(["15.9.1", "15.61.3", "15.58.4"]) == "15.61.3"
