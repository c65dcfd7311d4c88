# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What each vendor's files say, one row each: product, files, and what must come out."""

from __future__ import annotations

import plistlib

import pytest

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.hygiene.homes import Homes
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.inspectors.hint import PLACES, read_hints
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.inspectors.inspect import INSPECTORS, inspect_products
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.software.scan import Person, Scan

CONF = "/opt/teamviewer/config/global.conf"
MANAGED = '[strng] DeviceManagementV2\\ManagementId = "{M-1}"\n'
LAUNCH = "/opt/screenconnect-0123456789abcdef/ClientLaunchParameters.txt"
QS_NOTE = "/opt/teamviewerqs/.bauer_group.remote_maintenance.json"
MSH = "/usr/local/mesh_services/meshagent/meshagent.msh"


@pytest.fixture
def scan(tmp_path):
    def made(files, system="linux"):
        for path, content in files.items():
            place = tmp_path / path.lstrip("/")
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content if isinstance(content, bytes) else content.encode())
        scan = Scan({"system": system, "products": {}}, str(tmp_path), Homes(), {"signals": [], "products": {}}, [])
        scan.people = [Person("/Users/anna" if system == "macos" else "/home/anna", "~user1")]
        return scan

    return made


def anydesk(system, service=""):
    return {"/etc/anydesk/system.conf": system, "/etc/anydesk/service.conf": service}


@pytest.mark.parametrize(
    ("product", "files", "expected"),
    [
        ("teamviewer", {CONF: MANAGED}, {"unattended": True, "managed": True, "management_id": "M-1"}),
        ("teamviewer", {CONF: MANAGED + "[bin  ] DeviceManagementV2\\Unmanaged = 01000000\n"}, {"unattended": False, "managed": False}),
        ("teamviewer", {CONF: MANAGED + '[bin  ] DeviceManagementV2\\Unmanaged = "00000000"\n'}, {"unattended": True, "managed": True}),
        ("teamviewer", {CONF: MANAGED + "[int32] DeviceManagementV2\\Unmanaged = 1\n"}, {"managed": False}),
        ("teamviewer", {CONF: "[int32] ClientID = -2147483648\n"}, {"client_id": "2147483648", "unattended": False}),
        ("teamviewer", {CONF: '[strng] OwningManagerCompanyName = "Other"\n'}, {"unattended": None, "managed": False}),
        ("teamviewer", {CONF: MANAGED + '[int32] DeviceManagementV2\\Unmanaged = 1\n[strng] OwningManagerCompanyName = "Other"\n'}, {"unattended": False}),
        ("teamviewer", {CONF: "[int32] ClientID = 0\n"}, {"client_id": None}),
        ("teamviewer", {CONF: "[int32] ClientID = nine\n"}, {"client_id": None}),
        ("teamviewer", {CONF: '[strng] Version = "15.61.3 C"\n'}, {"version": "15.61.3 C"}),
        ("teamviewer", {CONF: "[bin  ] MultiPwdMgmtPWDs = 00\n"}, {"unattended": True, "further_passwords": True, "permanent_password": False}),
        ("teamviewer", {CONF: '[bin  ] PermanentPassword = ""\n'}, {"unattended": False, "permanent_password": False}),
        ("teamviewer", {CONF: '[strng] InstallationConfigurationId = "6abcdef"\n'}, {"configuration_id": "6abcdef"}),
        ("anydesk", anydesk("ad.anynet.id=0\n"), {"client_id": None, "unattended": False}),
        ("anydesk", {"/etc/anydesk/system.conf": "ad.anynet.id=123456789\n"}, {"client_id": "123456789", "unattended": None}),
        ("anydesk", anydesk("ad.security.pwd=x\n"), {"unattended": True, "unattended_password": True}),
        ("anydesk", anydesk("ad.security.permission_profiles._full_access.pwd=x\n"), {"unattended": True}),
        ("anydesk", anydesk("ad.security.permission_profiles._full_access.permissions=x\n"), {"unattended": False}),
        (
            "anydesk",
            anydesk("ad.security.acl_enabled=true\nad.security.acl_list=*@partner:true;123456789:true;*@off:false\nad.anynet.alias=erp@ad\n"),
            {"allow_list_enabled": True, "allow_list": ["*@partner", "123456789"], "namespaces": ["partner"], "alias": "erp@ad"},
        ),
        ("anydesk", {"/etc/anydesk-ad_acme/system.conf": "x=y\n", "/etc/anydesk-ad_acme/service.conf": ""}, {"prefix": "acme"}),
        ("anydesk", {"/etc/anydesk_ad_acme/system.conf": "x=y\n", "/etc/anydesk_ad_acme/service.conf": ""}, {"prefix": "acme"}),
        ("rustdesk", {"/home/anna/.config/rustdesk/RustDesk.toml": "password = 'x'\n"}, {"unattended": True, "permanent_password": True}),
        (
            "rustdesk",
            {
                "/home/anna/.config/rustdesk/RustDesk.toml": "id = '123456789'\npassword = 'x'\n",
                "/home/anna/.config/rustdesk/RustDesk2.toml": "rendezvous_server = 'rs-ny.rustdesk.com:21116'\n[options]\napprove-mode = 'click'\n",
            },
            {"unattended": False, "approve_mode": "click", "server": "rs-ny.rustdesk.com:21116", "own_server": False, "client_id": "123456789"},
        ),
        ("screenconnect", {LAUNCH: "?e=Access&h=relay.example&p=8041&k=x"}, {"unattended": True, "server": "relay.example", "port": "8041"}),
        ("screenconnect", {LAUNCH: "e=Support&h=relay.example"}, {"unattended": False, "session_type": "support", "instance_id": "0123456789abcdef"}),
        ("screenconnect", {LAUNCH: "?h=<script>&p=x"}, {"unattended": None, "server": None, "port": None}),
        (
            "meshcentral",
            {MSH: "MeshName=Group\r\nMeshID=0x1\r\nMeshServer=wss://mesh.example:443/agent.ashx,wss://other.example/\r\n"},
            {"servers": ["wss://mesh.example:443/agent.ashx", "wss://other.example/"], "group": "Group", "group_id": True},
        ),
        ("tigervnc", {"/home/anna/.vnc/passwd": b"\0" * 8}, {"unattended": True, "authentication": "password", "password": True}),
        ("tigervnc", {"/home/anna/.vnc/passwd": b""}, {"unattended": None, "authentication": "unknown", "password": False}),
        ("tigervnc", {"/etc/tigervnc/vncserver-config-defaults": "SecurityTypes=VncAuth,None\n"}, {"authentication": "none"}),
        ("x11vnc", {"/etc/systemd/system/x11vnc.service": "ExecStart=/usr/bin/x11vnc -forever -nopw\n"}, {"authentication": "none"}),
        ("x11vnc", {"/etc/systemd/system/x11vnc.service": "ExecStart=/usr/bin/x11vnc -rfbauth /x\n"}, {"authentication": "password"}),
        ("xrdp", {"/etc/xrdp/xrdp.ini": "[Globals]\nport=tcp://.:3390\nssl_protocols=x\n[Xorg]\nport=-1\n"}, {"port": "tcp://.:3390", "unattended": True}),
        ("splashtop-streamer", {"/opt/splashtop-streamer/config/global.conf": 'DeployTeamNameCache="Team"\n'}, {"team": "Team", "unattended": None}),
        ("splashtop-streamer", {"/opt/splashtop-streamer/config/global.conf": "DeployCode = X\n"}, {"deployment_code": True, "unattended": True}),
        ("atera", {"/etc/atera-agent/regstore.json": '{"a": {"AccountId": "A-1", "AgentId": 7}}'}, {"account_id": "A-1", "client_id": "7"}),
        ("teamviewer-quicksupport", {"/opt/teamviewerqs/teamviewer": ""}, {"archive": None, "in_menu": False, "remains": False, "unattended": False}),
        ("teamviewer-quicksupport", {QS_NOTE: '{"format": 1, "archive": "' + "a" * 64 + '"}'}, {"archive": "a" * 64}),
        ("teamviewer-quicksupport", {QS_NOTE: '{"archive": "../../etc/passwd"}'}, {"archive": None}),
        ("teamviewer-quicksupport", {"/usr/share/applications/teamviewerqs.desktop": "x"}, {"in_menu": True}),
        ("teamviewer-quicksupport", {"/opt/.teamviewerqs.bauer_group.x1y2/old/x": "x"}, {"remains": True}),
        ("atera", {"/etc/atera-agent/regstore.json": "{broken"}, {"account_id": None, "unattended": True}),
    ],
)
def test_linux(scan, product, files, expected):
    (inspection,) = INSPECTORS[product](scan(files))
    assert shown(inspection, expected) == expected


def test_macos_takes_the_preferences(scan):
    content = {"ClientID": 2147483648, "DeviceManagementV2": {"ManagementId": "M-1", "Unmanaged": b"\x01\0"}, "PermanentPassword": b"x"}
    files = {"/Library/Preferences/com.teamviewer.teamviewer.preferences.plist": plistlib.dumps(content, fmt=plistlib.FMT_BINARY)}
    (inspection,) = INSPECTORS["teamviewer"](scan(files, "macos"))
    expected = {"client_id": "2147483648", "managed": False, "unattended": True, "permanent_password": True}
    assert shown(inspection, expected) == expected


@pytest.mark.parametrize("product", ["teamviewer", "anydesk", "rustdesk", "screenconnect", "meshcentral", "tactical-rmm"])
def test_without_files_there_is_nothing_to_say(scan, product):
    assert INSPECTORS[product](scan({})) == []


@pytest.mark.parametrize("content", ["", "[]", "{", '{"enrolments": []}', '{"enrolments": {"teamviewer": "x"}}', "[" * 100_000, b"\xff\xfe"])
def test_a_hint_that_is_none_is_ignored(scan, content):
    assert {product: hint for product, hint in read_hints(scan({PLACES["linux"]: content})).items() if hint} == {}


def test_a_hint_comes_along_with_what_was_found(scan):
    hint = '{"format": 1, "enrolments": {"teamviewer": {"management_id": "M-1", "other": "CANARY"}, "anydesk": {"client_id": 1}}}'
    machine = scan({PLACES["linux"]: hint, CONF: MANAGED})
    machine.add("teamviewer", "unit", "teamviewerd.service")
    inspect_products(machine)
    assert set(machine.found["products"]) == {"teamviewer"}
    assert machine.found["products"]["teamviewer"][0]["values"]["hint_management_id"] == "M-1"
    assert "CANARY" not in str(machine.found["products"])


def shown(inspection, expected):
    """Wherever in the inspection it stands."""
    everything = {**inspection["values"], **inspection["secrets"], **{key: inspection.get(key) for key in ("client_id", "version", "unattended")}}
    return {key: everything.get(key) for key in expected}
