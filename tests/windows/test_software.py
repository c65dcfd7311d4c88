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

UNINSTALL = r"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall"
SERVICES = r"HKLM\SYSTEM\CurrentControlSet\Services"


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
    return {"deadline": 120, "sections": ["platform", "privilege", "software"], "software": compile_query(load_products(), "windows")}


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
    for of_a_package in ("ad_msi", "ad_Acme_msi"):
        windows.file(rf"ProgramData\AnyDesk\{of_a_package}\system.conf").write_text("ad.anynet.id=987654322\n")
    windows.file(r"Program Files (x86)\AnyDeskMSI\AnyDeskMSI.exe").write_bytes(b"MZ")
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


def told(observation: dict) -> set[tuple]:
    return {(one["kind"], one["value"], one.get("state")) for one in observation["software"]["signals"]}


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
    assert ("autostart", "aeroadmin.exe", "disabled") in signals(clients, "aeroadmin")
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
    without = {**plan, "before": r"[IO.File]::Delete('C:\Program Files\TeamViewer\TeamViewer.exe')"}
    both, by_32_bits = (seen["software"] for seen in windows.console.collect(tmp_path, plan, without))
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
    one = clients["software"]["products"]["anydesk"][0]
    assert one["values"] == {"prefix": "1234", "alias": "erp01@partner", "allow_list": ["*@partner"], "namespaces": ["partner"]}
    assert (one["client_id"], one["unattended"], one["secrets"]) == ("987654321", True, {"unattended_password": True})


def test_anydesk_by_windows_installer(clients):
    """Its `_msi` is no prefix: the standard client's package is nobody's custom client."""
    assert [one["values"].get("prefix") for one in clients["software"]["products"]["anydesk"]] == ["1234", "Acme", None]
    assert ("path", r"C:\Program Files (x86)\AnyDeskMSI", "present") in signals(clients, "anydesk")


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


def test_atera_in_both_views(windows, plan, clients, tmp_path):
    """An agent is told by one view: nothing of what another one left there counts as its own."""
    left = r"HKLM\SOFTWARE\WOW6432Node\ATERA Networks\AlphaAgent"
    wide, narrow = (rf"C:\{folder}\ATERA Networks\AteraAgent\AteraAgent.exe" for folder in ("Program Files", "Program Files (x86)"))
    for program in (wide, narrow):
        windows.file(program[3:])
    none, other, both, served = windows.console.collect(
        tmp_path,
        {**plan, "before": f"Set-Value '{left}' AccountId OTHER; Set-Value '{left}' CompanyId 9"},
        {**plan, "before": f"[IO.File]::WriteAllText('{narrow}', 'MZ')"},
        {**plan, "before": rf"Set-Value '{SERVICES}\AteraAgent' ImagePath 'C:\nowhere.exe'; [IO.File]::WriteAllText('{wide}', 'MZ')"},
        {**plan, "before": rf"""Set-Value '{SERVICES}\AteraAgent' ImagePath '"{narrow}" -i CANARY'"""},
    )
    told = [seen["software"]["products"]["atera"][0] for seen in (none, other, both, served)]
    assert [one["values"] for one in told] == [{}, {"account_id": "OTHER", "company_id": "9"}, {}, {"account_id": "OTHER", "company_id": "9"}]
    unclear = ["both views of the registry hold an agent's ids, and which agent is there cannot be told"]
    assert [one.get("errors") for one in told] == [unclear, None, unclear, None]
    provider = {"name": "-", "atera_account_ids": ["0014X00002CANDY"]}
    owners = [
        next(one.ownership.owner for one in installations(load_products(), "windows", seen["software"], provider, Knowledge()) if one.product.id == "atera")
        for seen in (clients, none, other, both, served)
    ]
    assert owners == ["ours", "unknown", "foreign", "unknown", "foreign"]


WILD = [
    "AnyDesk", "Dameware", "Datto RMM", "FastViewer", "Kaseya", "LogMeIn", "Mesh Agent", "NetSupport", "NinjaOne", "NoMachine", "pcvisit", "RemotePC",
    "Supremo", "Syncro", "TeamViewer",
]


@pytest.fixture(scope="module")
def hostile(windows, plan, clients, tmp_path_factory):
    """What a hostile registry looks like; with 3,000 entries more; with as many of products that are looked for; with a long answer of other sections."""
    folder = tmp_path_factory.mktemp("hostile")
    windows.import_registry(folder / "hostile.reg", registry("hostile", LONG="A" * 1_000_000))
    names = ", ".join(f"'{name}'" for name in WILD)
    large = "foreach ($n in 1..3000) { Set-Value ('%s\\{0:d4}' -f $n) DisplayName \"Programm $n von Müller\" }; Set-Value '%s\\zz' DisplayName DWAgent"
    flood = "foreach ($n in 1..25) { foreach ($name in %s) { Set-Value ('%s\\{0} {1}' -f $name, $n) DisplayName ('{0} {1} {2}' -f $name, $n, ('x' * 350)) } }"
    last = "Set-Value '%s\\zzz' DisplayName Parsec"
    endpoints = [{"id": f"{number:03}" + "e" * 190, "name": "127.0.0.1", "port": 1, "protocol": "tcp"} for number in range(400)]
    return windows.console.collect(
        folder, plan, {**plan, "before": large % (UNINSTALL, UNINSTALL)}, {**plan, "before": flood % (names, UNINSTALL) + "; " + last % UNINSTALL},
        {**plan, "sections": ["platform", "privilege", "software", "endpoints"], "endpoints": endpoints},
    )


def test_what_is_sent_of_a_hostile_registry(hostile):
    for seen in hostile:
        assert list(validator("observation").iter_errors(seen)) == []
        assert len(json.dumps(seen)) < 128 * 1024
        assert re.findall(r"CANARY[\w-]*", json.dumps(seen)) == []


def test_a_hostile_registry(hostile):
    """Values of the wrong type, with a NUL, of a megabyte, in foreign scripts, without a name: read past, and nothing leaves with them."""
    seen = hostile[0]
    assert {("uninstall", "TeamViewer", "present"), ("uninstall", "TeamViewer リモート für Müller", "present")} <= signals(seen, "teamviewer")
    # A key that shows no name goes by its own.
    assert ("uninstall", "Supremo", "present") in signals(seen, "supremo")
    assert ("service", "TeamViewer", "stopped") in signals(seen, "teamviewer")
    one = seen["software"]["products"]["teamviewer"][0]
    assert "client_id" not in one
    assert one["values"]["management_id"] == "1"
    assert any(value.startswith("AnyDesk AAAA") and len(value) <= 400 for kind, value, _state in signals(seen, "anydesk") if kind == "uninstall")
    assert seen["sections"]["software"]["complete"] is True


def test_services_with_broken_image_paths(hostile):
    """Only what surely leads nowhere is a leftover."""
    assert {(value, state) for kind, value, state in signals(hostile[0], "anydesk") if kind == "service"} == {
        ("AnyDesk", "stopped"), ("AnyDesk-nul", "stopped"), ("AnyDesk-long", "stopped"), ("AnyDesk-nowhere", "stopped"), ("AnyDesk-gone", "residual"),
        ("AnyDesk-blank", "residual"),
    }


def test_one_among_three_thousand(hostile):
    assert signals(hostile[1], "dwservice") == {("uninstall", "DWAgent", "present")}
    assert hostile[1]["sections"]["software"]["complete"] is True
    assert "dropped" not in hostile[1]


def test_more_than_is_sent(hostile):
    """Nobody hides a product behind many entries of others; and that something was left out is said."""
    seen = hostile[2]
    assert signals(seen, "parsec") == {("uninstall", "Parsec", "present")}
    assert all(any(value.startswith(name) for _kind, value, _state in told(seen)) for name in WILD)
    assert "more signals than are sent" in seen["sections"]["software"]["errors"]
    assert seen["sections"]["software"]["complete"] is False


def test_what_the_other_sections_leave_no_room_for(hostile):
    seen = hostile[3]
    assert seen["dropped"]["software"] == len(hostile[2]["software"]["signals"]) - len(seen["software"]["signals"]) > 0
    assert seen["sections"]["software"]["complete"] is False
