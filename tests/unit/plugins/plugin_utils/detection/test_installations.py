# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.catalogue import load_products
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.installations import installations
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.ownership.evidence import Knowledge

OURS = {"instance": "teamviewer", "client_id": "1000000001", "unattended": True, "values": {"managed": True, "management_id": "m-1"}}
THEIRS = {**OURS, "client_id": "1000000002", "values": {"managed": True, "management_id": "m-2", "owner_company_name": "Anderes Systemhaus GmbH"}}
NOBODYS = {**OURS, "client_id": "1000000003", "unattended": False, "values": {"managed": False}}
SILENT = {"instance": "teamviewer", "values": {}}
KNOWLEDGE = Knowledge.of({"register": [{"product": "teamviewer", "management_id": "m-1"}]})
RUNNING = {"product": "teamviewer", "kind": "service", "value": "TeamViewer", "state": "running"}
PORTABLE = {"product": "teamviewer", "kind": "path", "value": r"~user1\Downloads\TeamViewer.exe", "state": "present", "user": "~user1"}


def found(signal, *inspections):
    software = {"signals": [signal], "products": {"teamviewer": list(inspections)}}
    seen = installations(load_products(), "windows", software, {"company_names": ["BAUER GROUP"]}, KNOWLEDGE)
    return [(one.presence, one.ownership.owner, one.client.client_id) for one in seen]


@pytest.mark.parametrize(("inspections", "whose"), [
    ([OURS], ["ours"]),
    ([OURS, THEIRS], ["ours", "foreign"]),
    ([THEIRS, OURS], ["ours", "foreign"]),
    ([OURS, SILENT], ["unknown", "ours"]),
    ([NOBODYS, THEIRS], ["foreign", "unmanaged"]),
])
def test_each_of_two_clients_on_one_windows_is_somebodys(inspections, whose):
    seen = found(RUNNING, *inspections)
    assert [(presence, owner) for presence, owner, _id in seen] == [("running", owner) for owner in whose]
    ids = {"ours": "1000000001", "foreign": "1000000002", "unmanaged": "1000000003", "unknown": ""}
    assert [client_id for _presence, _owner, client_id in seen] == [ids[owner] for owner in whose]


def test_a_persons_copy_beside_what_two_clients_left_is_still_seen():
    assert [presence for presence, _owner, _id in found(PORTABLE, OURS, THEIRS)] == ["suspected"]
