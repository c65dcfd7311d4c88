# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""No secret of any file, command line, unit or autostart entry that is looked at leaves the machine."""

from __future__ import annotations

import json
import plistlib

CANARY = "CANARY-5f1d7c0a"
SERVER = f"https://user:{CANARY}@rd.example/{CANARY}"
ARGUMENTS = ["--token", CANARY, f"--password={CANARY}", f"https://user:{CANARY}@host/?key={CANARY}"]

PACKAGES = ("teamviewer-host", "anydesk", "rustdesk", "xrdp", "x11vnc", "tigervnc-standalone-server", "tightvncserver")
PROGRAMS = (
    "/usr/bin/teamviewer",
    "/usr/bin/anydesk",
    "/usr/bin/rustdesk",
    "/usr/bin/x11vnc",
    "/usr/sbin/xrdp",
    "/usr/lib/atera-agent/AteraAgent",
    "/opt/splashtop-streamer/SRFeature",
    "/opt/screenconnect-0123456789abcdef/client.jar",
    "/usr/local/mesh_services/meshagent/meshagent",
    "/opt/tacticalmesh/meshagent",
    "/usr/local/bin/tacticalagent",
)
TEAMVIEWER = ("PermanentPassword", "SecurityPasswordAES", "ProxyPasswordAES", "LicenseKeyAES", "SK", "MultiPwdMgmtPWDs", "AssignmentId")
MESH = f"MeshName=Group\nMeshID={CANARY}\nMeshServer=wss://u:{CANARY}@mesh.example:443/agent.ashx?key={CANARY}\nWebProxy=http://u:{CANARY}@proxy\n"
FILES = {
    "/opt/teamviewer/config/global.conf": "".join(f'[strng] {key} = "{CANARY}"\n' for key in TEAMVIEWER) + "[int32] ClientID = 123456789\n",
    "/etc/atera-agent/regstore.json": json.dumps({"AccountId": "1", "Token": CANARY, "deep": {"Password": CANARY}}),
    "/opt/splashtop-streamer/config/global.conf": f"DeployCode={CANARY}\nTeamCodeInUse={CANARY}\nSessionPassword={CANARY}\n",
    "/root/.config/rustdesk/RustDesk.toml": f"password = '{CANARY}'\nsalt = '{CANARY}'\nkey_pair = ['{CANARY}']\n",
    "/root/.config/rustdesk/RustDesk2.toml": f"[options]\ncustom-rendezvous-server = '{SERVER}'\nkey = '{CANARY}'\n",
    "/opt/screenconnect-0123456789abcdef/ClientLaunchParameters.txt": f"?e=Access&h=relay.example&p=8041&k={CANARY}&s={CANARY}&c={CANARY}",
    "/usr/local/mesh_services/meshagent/meshagent.msh": MESH,
    "/opt/tacticalmesh/meshagent.msh": MESH,
    "/home/anna/.vnc/passwd": CANARY,
    "/home/anna/.x11vncrc": f"-passwd {CANARY}\n",
    "/etc/x11vnc.pass": CANARY,
    "/etc/tigervnc/vncserver-config-defaults": f"securitytypes=VncAuth\npassword={CANARY}\n",
    "/etc/xrdp/xrdp.ini": f"port=3389\npassword={CANARY}\n",
    "/home/anna/.config/autostart/a.desktop": f"[Desktop Entry]\nExec=/usr/bin/anydesk --password {CANARY}\nX-Secret={CANARY}\n",
}
ANYDESK = {
    "service.conf": f"ad.anynet.pwd_hash={CANARY}\nad.anynet.pkey={CANARY}\nad.anynet.cert={CANARY}\nad.anynet.token_salt={CANARY}\n",
    "system.conf": f"ad.anynet.id=123456789\nad.license.key={CANARY}\nad.security.permission_profiles._full_access.pwd={CANARY}\n",
}


def everything(built):
    """A machine with every product that has an inspector, and a canary wherever a secret can be."""
    built.home("root", 0)
    built.home("anna", 1000)
    built.dpkg(dict.fromkeys(PACKAGES, "1.0"))
    for path in PROGRAMS:
        built.program(path)
    for path, content in FILES.items():
        built.file(path, content)
    for folder in ("/etc/anydesk", "/etc/anydesk-ad_partner", "/home/anna/.anydesk"):
        for name, content in ANYDESK.items():
            built.file(f"{folder}/{name}", content)
    for path in ("/usr/bin/teamviewer", "/usr/bin/anydesk", "/usr/bin/x11vnc", "/usr/local/bin/tacticalagent"):
        unit = {"teamviewer": "teamviewerd"}.get(path.rpartition("/")[2], path.rpartition("/")[2])
        built.unit(f"{unit}.service", " ".join([path, *ARGUMENTS]), enabled=True, running=True, text=f"Environment=SECRET={CANARY}")
        built.process(exe=path, cmdline=[path, *ARGUMENTS])
    built.process(exe="/usr/bin/python3.11", cmdline=["/usr/bin/python3", f"/opt/x={CANARY}", CANARY, "/usr/bin/anydesk"])
    built.process(comm="anydesk", cmdline=["/usr/bin/anydesk", f"--password={CANARY}", CANARY])
    return built


def test_linux(machine):
    found, errors = everything(machine()).look()
    assert len(found["products"]) == 12, sorted(found["products"])
    with_secrets = ("teamviewer", "anydesk", "rustdesk", "screenconnect", "meshcentral", "tactical-rmm", "splashtop-streamer", "x11vnc", "tigervnc")
    assert all(any(inspection["secrets"].values()) for product in with_secrets for inspection in found["products"][product])
    assert CANARY not in json.dumps([found, errors])
    assert "anna" not in json.dumps([found, errors])


def test_macos(machine):
    built = machine("macos")
    built.home("anna", 501)
    built.said = {"ps": "/Applications/AnyDesk.app/Contents/MacOS/AnyDesk\n", "launchctl": "1\t0\tcom.teamviewer.service\n"}
    built.app("/Applications/TeamViewerHost.app", "com.teamviewer.TeamViewerHost")
    built.app("/Applications/AnyDesk.app", "com.philandro.anydesk")
    built.app("/Applications/Splashtop Streamer.app", "com.splashtop.Splashtop-Streamer")
    secret = {"PermanentPassword": CANARY, "ClientID": 123456789, "DeviceManagementV2": {"ManagementId": "m", "Token": CANARY}}
    built.file("/Library/Preferences/com.teamviewer.teamviewer.preferences.plist", plistlib.dumps(secret, fmt=plistlib.FMT_BINARY))
    team = {"STP": {"DeployCode": CANARY, "DeployTeamNameCache": "Team"}}
    built.file("/Library/Preferences/com.splashtop.Splashtop-Streamer.plist", plistlib.dumps(team))
    built.file("/etc/anydesk/service.conf", f"ad.anynet.pwd_hash={CANARY}\n")
    job = {"Label": "com.teamviewer.service", "ProgramArguments": ["/usr/bin/true", "--token", CANARY], "EnvironmentVariables": {"S": CANARY}}
    built.file("/Library/LaunchDaemons/com.teamviewer.service.plist", plistlib.dumps(job))
    found, errors = built.look()
    assert set(found["products"]) == {"teamviewer", "anydesk", "splashtop-streamer"}
    assert found["products"]["teamviewer"][0]["secrets"]["permanent_password"] is True
    assert CANARY not in json.dumps([found, errors])


def test_what_controls_a_terminal_is_not_passed_on(machine):
    built = machine()
    evil = "Other\x1b[31m IT\u202e"
    built.program("/usr/bin/teamviewer")
    built.file("/etc/teamviewer/global.conf", f'[strng] OwningManagerCompanyName = "{evil}"\n')
    built.program(f"/usr/bin/anydesk-ad_{evil}")
    found, _errors = built.look()
    text = json.dumps(found, ensure_ascii=False)
    assert "Other" in text
    assert not [character for character in text if not character.isprintable() and character != "\ufffd"]
