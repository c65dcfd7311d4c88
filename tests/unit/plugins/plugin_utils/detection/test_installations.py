# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.belonging import by_product
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


@pytest.mark.parametrize("separator", ["/", "\\"])
def test_of_several_peoples_copies_the_one_that_runs_is_told_with_its_own_settings(separator):
    place = f"~user1{separator}Downloads{separator}AnyDesk.exe"
    copy = {"product": "anydesk", "value": place, "user": "~user1"}
    signals = [{**copy, "kind": "path", "state": "present"}, {**copy, "kind": "process", "state": "running"}]
    theirs = {"instance": f"~user1{separator}AppData{separator}Roaming{separator}AnyDesk", "values": {}, "unattended": True, "client_id": "123456781"}
    left = {"instance": f"~user2{separator}AppData{separator}Roaming{separator}AnyDesk", "values": {}, "client_id": "123456782"}
    seen = installations(load_products(), "windows", {"signals": signals, "products": {"anydesk": [theirs, left]}}, {}, Knowledge())
    assert [(one.client.client_id, one.presence, one.unattended) for one in seen] == [("123456781", "portable", True), ("123456782", "leftover", False)]


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ({"value": r"C:\Users\Public\Desktop\AnyDesk.exe", "user": "~user3"}, "portable"),
        ({"value": r"D:\Tools\AnyDesk.exe"}, "running"),
    ],
)
def test_a_copy_that_is_nobodys_may_work_by_anybodys_configuration(where, expected):
    theirs = [{"instance": rf"~user{number}\AppData\Roaming\AnyDesk", "values": {}, "unattended": True, "client_id": f"12345678{number}"} for number in (1, 2)]
    signals = [{"product": "anydesk", "kind": "process", "state": "running", **where}]
    seen = installations(load_products(), "windows", {"signals": signals, "products": {"anydesk": theirs}}, {}, Knowledge())
    assert [(one.presence, one.unattended) for one in seen] == [(expected, True)] * 2


@pytest.mark.parametrize(
    ("service", "expected"),
    [
        ("AnyDesk-ad_1a2b3c", {"": "leftover", "1a2b3c": "running"}),
        ("AnyDesk-1a2b3c_msi", {"": "leftover", "1a2b3c": "running"}),
        ("AnyDeskMSI", {"": "running", "1a2b3c": "running"}),
    ],
)
@pytest.mark.parametrize("standard", ["", r"\ad_msi"])
def test_a_custom_anydesk_on_windows_is_told_from_what_the_standard_client_left(service, expected, standard):
    """Both have their configuration below one folder. A custom client's names are not confirmed: any signal may be its."""
    programs = r"C:\ProgramData\AnyDesk"
    signals = [{"product": "anydesk", "kind": "service", "value": service, "state": "running"}]
    inspections = [
        {"instance": programs + standard, "values": {}, "client_id": "123456781"},
        {"instance": programs + r"\ad_1a2b3c", "values": {"prefix": "1a2b3c"}, "unattended": True, "client_id": "123456782"},
    ]
    seen = installations(load_products(), "windows", {"signals": signals, "products": {"anydesk": inspections}}, {}, Knowledge())
    assert {one.client.values.get("prefix", ""): one.presence for one in seen} == expected


def test_a_program_belongs_to_the_product_in_whose_folder_it_runs():
    folder = {"product": "teamviewer-quicksupport", "kind": "path", "value": r"C:\Program Files\TeamViewerQS", "state": "present"}
    process = {"product": "teamviewer", "kind": "process", "value": r"C:\PROGRAM FILES\TeamViewerQS\TeamViewer.exe", "state": "running"}
    assert by_product([folder, process]) == {"teamviewer-quicksupport": [folder, process]}
    assert by_product([folder, {**process, "value": r"C:\Program Files\TeamViewerQS2\TeamViewer.exe"}]).keys() == {"teamviewer-quicksupport", "teamviewer"}
