# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Remote access software on a Windows under Wine: a real registry and service control manager, what stands in it is made up."""
from __future__ import annotations

import json
import re

import pytest
from registry import as_hex, registry

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.catalogue import load_products
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.installations import installations
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.query import compile_query
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.ownership.evidence import Knowledge
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.validate import validator


def counted(text: str) -> bytes:
    """A text as the scheduler keeps it: its length in bytes before it."""
    encoded = text.encode("utf-16-le")
    return len(encoded).to_bytes(4, "little") + encoded


def actions(command: str, arguments: str) -> str:
    """The `Actions` of a task that starts one program, as a registry file writes bytes."""
    content = b"\x03\x00" + counted("Author") + b"\x66\x66" + counted("") + counted(command) + counted(arguments) + counted("")
    return as_hex(content)


@pytest.fixture(scope="module")
def plan():
    return {"deadline": 20, "sections": ["platform", "privilege", "software"], "software": compile_query(load_products(), "windows")}


@pytest.fixture(scope="module")
def clients(windows, plan, tmp_path_factory):
    """A machine with many clients: what is seen of it."""
    folder = tmp_path_factory.mktemp("clients")
    task = actions(r'"%ProgramFiles%\Supremo\Supremo.exe"', "/secret CANARY-task")
    windows.import_registry(folder / "clients.reg", registry("clients", ACTIONS=task))
    windows.file(r"ProgramData\AnyDesk\ad_1234\service.conf").write_text("ad.anynet.pwd_hash=CANARY-hash\nad.anynet.pkey=CANARY-private\n")
    windows.file(r"ProgramData\AnyDesk\ad_1234\system.conf").write_text(
        "ad.anynet.id=987654321\nad.anynet.alias=erp01@partner\nad.security.acl_list=*@partner:true\n"
    )
    windows.file(r"Program Files\Mesh Agent\MeshAgent.exe").write_bytes(b"MZ")
    windows.file(r"Program Files\Mesh Agent\MeshAgent.msh").write_text(
        "MeshName=Partner\nMeshServer=wss://u:CANARY-user@mesh.partner.example/agent.ashx\nMeshID=CANARY-mesh\n"
    )
    windows.file(r"Program Files\TeamViewer\TeamViewer.exe").write_bytes(b"MZ")
    (windows.file(r"Program Files (x86)\UltraViewer\readme.txt")).write_text("left behind")
    link = windows.file(r"users\Public\Desktop\TeamViewer QuickSupport.lnk")
    link.write_bytes(b"leads nowhere")
    windows.file(r"Program Files\TeamViewerQS\.bauer_group.remote_maintenance.json").write_text(
        json.dumps({"format": 1, "archive": "0" * 64, "shortcuts": [rf"C:\users\Public\Desktop\{link.name}"]}))
    home = next(path for path in (windows.console.prefix / "drive_c" / "users").iterdir() if path.is_dir() and path.name != "Public")
    (home / "Downloads" / "AnyDesk (1).exe").write_bytes(b"MZ")
    windows.file(r"ProgramData\bauer_group\remote_maintenance\enrolments.json").write_text(
        json.dumps({"format": 1, "enrolments": {"teamviewer": {"management_id": "3fa85f64", "client_id": 4275878552, "secret": "CANARY-note"}}}))
    return windows.console.collect(folder, plan)[0]


def signals(observation: dict, product: str) -> set[tuple]:
    return {(one["kind"], one["value"], one.get("state")) for one in observation["software"]["signals"] if one["product"] == product}


def test_schema(clients):
    assert list(validator("observation").iter_errors(clients)) == []
    assert clients["sections"]["software"] == {"complete": True, "elapsed": clients["sections"]["software"]["elapsed"]}


def test_nothing_secret_leaves_the_machine(clients):
    assert re.findall(r"CANARY[\w-]*", json.dumps(clients)) == []


def test_signals_of_every_kind(clients):
    assert {("uninstall", "TeamViewer", "present"), ("path", r"C:\Program Files\TeamViewer", "present")} <= signals(clients, "teamviewer")
    assert ("autostart", "AnyDesk.exe", "enabled") in signals(clients, "anydesk")
    assert ("task", "AteraAgentTasksScheduler", "present") in signals(clients, "atera")
    assert ("service", "AteraAgent", "residual") in signals(clients, "atera")
    assert ("service", "Mesh Agent", "stopped") in signals(clients, "meshcentral")
    assert ("autostart", "Supremo.exe", "enabled") in signals(clients, "supremo")
    assert ("store_package", "MicrosoftCorporationII.QuickAssist", "present") in signals(clients, "quick-assist")
    assert ("path", r"C:\Program Files (x86)\UltraViewer", "residual") in signals(clients, "ultraviewer")


def test_a_persons_own_copy_without_the_persons_name(clients):
    own = [one for one in clients["software"]["signals"] if one["product"] == "anydesk" and one["kind"] == "path" and one.get("user")]
    assert [(one["value"], one["user"]) for one in own] == [(r"~user1\Downloads\AnyDesk (1).exe", "~user1")]


def test_software_of_a_person(clients):
    assert {one.get("user") for one in clients["software"]["signals"] if one["product"] == "rustdesk"} == {"~user1"}


def test_teamviewers_settings(clients):
    """Those of the client whose program is there; what an older one left in the 32-bit view is not taken for its."""
    (one,) = clients["software"]["products"]["teamviewer"]
    assert (one["client_id"], one["version"], one["values"]["managed"], one["secrets"]["permanent_password"]) == ("4275878552", "15.61.3", True, True)
    assert one["values"]["management_id"] == "3fa85f64-5717-4562-b3fc-2c963f66afa6"
    assert one["values"]["owner_account_name"] == "https://partner.example/"
    assert one["values"]["hint_management_id"] == "3fa85f64"


def test_teamviewer_in_both_views(windows, plan, clients, tmp_path):
    """The client that is installed counts, in whichever view; of two installed ones both."""
    one, other = windows.file(r"Program Files\TeamViewer\TeamViewer.exe"), windows.file(r"Program Files (x86)\TeamViewer\TeamViewer.exe")
    other.write_bytes(b"MZ")
    both = windows.console.collect(tmp_path, plan)[0]["software"]
    one.unlink()
    by_32_bits = windows.console.collect(tmp_path, plan)[0]["software"]
    other.unlink()
    one.write_bytes(b"MZ")
    (old,) = by_32_bits["products"]["teamviewer"]
    assert (old["client_id"], old["version"], old["values"]["managed"], old["unattended"]) == ("1000000007", "14.2.8 C", False, False)
    assert [found["client_id"] for found in both["products"]["teamviewer"]] == ["4275878552", "1000000007"]
    # The register knows the management id that a client of ours left in the 64-bit view.
    left = Knowledge.of({"register": [{"product": "teamviewer", "management_id": "3fa85f64-5717-4562-b3fc-2c963f66afa6"}]})
    whose = [
        [found.ownership.owner for found in installations(load_products(), "windows", seen, {"name": "-"}, left) if found.product.id == "teamviewer"]
        for seen in (clients["software"], by_32_bits, both)
    ]
    assert whose == [["ours"], ["unmanaged"], ["ours", "unmanaged"]]


def test_a_program_of_ours_that_is_gone(clients):
    """Its note and its shortcuts are there: nobody could start it."""
    (one,) = clients["software"]["products"]["teamviewer-quicksupport"]
    assert one["values"] == {"archive": "0" * 64, "in_menu": False}


def test_a_custom_anydesk(clients):
    (one,) = clients["software"]["products"]["anydesk"]
    assert one["values"] == {"prefix": "1234", "alias": "erp01@partner", "allow_list": ["*@partner"], "namespaces": ["partner"]}
    assert (one["client_id"], one["unattended"], one["secrets"]) == ("987654321", True, {"unattended_password": True})


def test_the_other_vendors(clients):
    products = clients["software"]["products"]
    assert products["atera"][0]["values"] == {"account_id": "0014X00002CANDY", "agent_id": "8d2fbc2e", "integrator_login": "it@bauer.example"}
    assert (products["splashtop-streamer"][0]["values"], products["splashtop-streamer"][0]["secrets"]) == ({"team": "Partner Team"}, {"deployment_code": True})
    assert products["screenconnect"][0]["values"]["server"] == "relay.partner.example"
    assert products["screenconnect"][0]["secrets"] == {"key": True}
    assert products["meshcentral"][0]["values"] == {"servers": ["wss://mesh.partner.example/agent.ashx"], "group": "Partner"}
    assert (products["tightvnc"][0]["values"], products["tightvnc"][0]["unattended"]) == ({"authentication": "password"}, True)


def test_what_the_control_node_makes_of_it(clients):
    """The catalogue's patterns fit what the collector reports: a signal that fits none would be seen and count for nothing."""
    found = installations(load_products(), "windows", clients["software"], {"name": "-"}, Knowledge())
    assert all(seen.signal is not None for one in found for seen in one.seen.seen)
    presence = {one.product.id: one.presence for one in found}
    assert presence["teamviewer"] == "installed"
    assert presence["ultraviewer"] == "leftover"
    assert set(presence) >= {"anydesk", "atera", "meshcentral", "rustdesk", "screenconnect", "splashtop-streamer", "supremo", "tightvnc"}


def test_platform_and_privilege(clients):
    assert clients["platform"]["system"] == "windows"
    assert clients["platform"]["architecture"] == "x86_64"
    assert clients["privilege"] == {"administrative": True, "account": "administrator", "confined": None}


def test_a_hostile_registry(windows, plan, clients, tmp_path):
    """Values of the wrong type, with a NUL, of a megabyte, in foreign scripts, without a name: read past, and nothing leaves with them."""
    windows.import_registry(tmp_path / "hostile.reg", registry("hostile", LONG="A" * 1_000_000))
    seen = windows.console.collect(tmp_path, plan)[0]
    assert list(validator("observation").iter_errors(seen)) == []
    assert len(json.dumps(seen)) < 128 * 1024
    assert "CANARY" not in json.dumps(seen)
    assert ("uninstall", "TeamViewer", "present") in signals(seen, "teamviewer")
    assert ("service", "TeamViewer", "stopped") in signals(seen, "teamviewer")
    one = seen["software"]["products"]["teamviewer"][0]
    assert "client_id" not in one
    assert one["values"]["management_id"] == "1"
    assert any(value.startswith("AnyDesk AAAA") and len(value) <= 400 for kind, value, _state in signals(seen, "anydesk") if kind == "uninstall")
    assert seen["sections"]["software"]["complete"] is True
