# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.hygiene.homes import Homes
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.software.scan import SIGNALS_OF_ONE_KIND, SIGNALS_SIZE, Scan


@pytest.fixture
def scan():
    return Scan({}, "/", Homes(), {"signals": [], "products": {}}, [])


def test_leftovers_do_not_crowd_out_what_runs(scan):
    for number in range(3 * SIGNALS_OF_ONE_KIND):
        scan.add("anydesk", "unit", f"anydesk-{number}.service", "residual")
    scan.add("anydesk", "unit", "anydesk.service", "running")
    assert len(scan.found["signals"]) == SIGNALS_OF_ONE_KIND + 1
    assert scan.found["signals"][-1] == {"product": "anydesk", "kind": "unit", "value": "anydesk.service", "state": "running"}


def test_each_person_is_told_of_however_many_copies_others_have(scan):
    for person in range(SIGNALS_OF_ONE_KIND):
        for copy in range(3):
            scan.add("anydesk", "path", f"~user{person}/AnyDesk ({copy})", "present", user=f"user{person}")
    assert {signal["user"] for signal in scan.found["signals"]} == {f"user{person}" for person in range(SIGNALS_OF_ONE_KIND)}


def test_each_product_is_told_of_however_much_there_is_of_others(scan):
    for number in range(SIGNALS_SIZE // 300):
        scan.add(f"other-{number % 30}", f"kind-{number}", "x" * 300, "present")
    scan.add("other-1", "path", "y", "present")
    scan.add("teamviewer", "path", "/opt/teamviewer", "present")
    assert scan.products()[-1] == "teamviewer"
    assert [signal["value"] for signal in scan.found["signals"] if signal["kind"] == "path"] == ["/opt/teamviewer"]
    assert scan.errors == ["more signals than are sent"]
