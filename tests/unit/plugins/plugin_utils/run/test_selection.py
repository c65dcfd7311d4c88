# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.registry import REQUIREMENTS
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run.selection import selected
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.problems import InputError


@pytest.mark.parametrize("wanted", [None, [], ""])
def test_all_of_them_by_default(wanted):
    assert selected(wanted) == list(REQUIREMENTS)


@pytest.mark.parametrize(
    ("wanted", "tags", "skipped", "expected"),
    [
        (["dns.tcp", "dns.udp"], ["all"], [], ["dns.udp", "dns.tcp"]),
        ("dns.tcp,internet.http", ["all"], [], ["internet.http", "dns.tcp"]),
        (["dns"], ["all"], [], ["dns.udp", "dns.tcp", "dns.resolution"]),
        (None, ["dns"], [], ["dns.udp", "dns.tcp", "dns.resolution"]),
        (None, ["dns.udp", "access"], [], ["dns.udp", "access.credentials", "access.privilege"]),
        (["dns.udp", "internet.http"], ["dns"], [], ["dns.udp"]),
        (["dns"], ["nightly"], [], ["dns.udp", "dns.tcp", "dns.resolution"]),
        (["dns"], ["all"], ["dns.tcp", "nightly"], ["dns.udp", "dns.resolution"]),
    ],
)
def test_variable_and_tags_choose(wanted, tags, skipped, expected):
    assert selected(wanted, tags, skipped) == expected


@pytest.mark.parametrize("wanted", [["dns.upd"], "dns.upd", 17, {"dns.udp": True}, [["dns.udp"]]])
def test_what_does_not_exist_is_said(wanted):
    with pytest.raises(InputError, match="maintenance_requirements"):
        selected(wanted)


def test_nothing_left_is_an_error_and_no_green_run():
    with pytest.raises(InputError, match="no requirement"):
        selected(["dns.udp"], ["internet"])
    with pytest.raises(InputError, match="no requirement"):
        selected(["dns"], ["all"], ["dns"])
