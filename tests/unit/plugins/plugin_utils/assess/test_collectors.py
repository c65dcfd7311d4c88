# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from types import SimpleNamespace

import pytest

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.assess.collectors import POWERSHELL, PYTHON, collector_for

POSIX = SimpleNamespace()
WINDOWS = SimpleNamespace(_IS_WINDOWS=True)


@pytest.mark.parametrize(("declared", "transport", "shell", "collector"), [
    ("auto", "ssh", POSIX, PYTHON),
    ("auto", "local", POSIX, PYTHON),
    ("auto", "ssh", WINDOWS, POWERSHELL),
    ("auto", "winrm", WINDOWS, POWERSHELL),
    ("auto", "psrp", POSIX, POWERSHELL),
    ("auto", "local", None, PYTHON),
    ("powershell", "local", POSIX, POWERSHELL),
    ("python", "ssh", WINDOWS, PYTHON),
    ("shell", "ssh", POSIX, None),
])
def test_collector(declared, transport, shell, collector):
    assert collector_for(declared, SimpleNamespace(transport=transport, _shell=shell)) == collector


@pytest.mark.parametrize(("collector", "systems"), [(PYTHON, {"linux", "macos"}), (POWERSHELL, {"windows"})])
def test_only_the_own_systems_are_asked_for(collector, systems):
    plan = {"deadline": 10, "software": {"format": 1, "systems": {name: {"products": {}} for name in ("linux", "macos", "windows")}}}
    asked = collector.asked(plan)
    assert set(asked["software"]["systems"]) == systems
    assert asked["deadline"] == 10
    assert len(plan["software"]["systems"]) == 3


@pytest.mark.parametrize("plan", [{}, {"software": None}, {"software": {"format": 1, "system": "linux", "products": {}}}])
def test_what_asks_for_one_system_or_none_stays(plan):
    assert PYTHON.asked(plan) == plan


def test_a_tree_of_files_is_nothing_for_windows():
    assert POWERSHELL.asked({"root": "/", "deadline": 5}) == {"deadline": 5}
    assert PYTHON.asked({"root": "/", "deadline": 5}) == {"root": "/", "deadline": 5}
