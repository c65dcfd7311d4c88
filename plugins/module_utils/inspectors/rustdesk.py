# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""RustDesk: the server it reports to, and whether a lasting password is set.

RustDesk.toml holds id, password and salt, RustDesk2.toml the options (rustdesk/hbb_common: src/config.rs). The service uses root's.
Newer releases keep the id encrypted; then it cannot be told.
"""

from __future__ import annotations

import re

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.inspectors.configuration import read_configuration, unquoted
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.inspectors.inspection import client_number, make_inspection
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.software.glob import names
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.software.scan import Scan

PRODUCTS = ("rustdesk",)

_FOLDERS = {"linux": ".config/rustdesk", "macos": "Library/Preferences/com.carriez.RustDesk"}
_LINE = re.compile(r"^([\w-]{1,60})\s*=[ \t]*([^\r\n]*)$", re.MULTILINE)
_SECTION = re.compile(r"^\[([^\]\r\n]{1,100})\]", re.MULTILINE)


def inspect(scan: Scan) -> list[dict]:
    """Return what each person's configuration, the service's among them, says."""
    found = []
    for person in scan.people:
        folder = f"{person.folder}/{_FOLDERS.get(scan.system, '')}"
        if names(scan, scan.root.rstrip("/") + folder):
            found.append(_instance(scan, folder))
    return found


def _instance(scan: Scan, folder: str) -> dict:
    errors: list[str] = []
    main = read_configuration(scan, f"{folder}/RustDesk.toml", errors)
    more = read_configuration(scan, f"{folder}/RustDesk2.toml", errors)
    identity = _section(main.text, "") if main else {}
    settings = _section(more.text, "") if more else {}
    options = _section(more.text, "options") if more else {}
    password = bool(identity.get("password"))
    by_click = options.get("approve-mode") == "click"
    whole = main is not None and main.whole
    values = {
        "server": _host(options.get("custom-rendezvous-server") or settings.get("rendezvous_server", "")),
        "own_server": bool(options.get("custom-rendezvous-server")) if more is not None else None,
        "approve_mode": options.get("approve-mode", ""),
    }
    unattended = password and not by_click if whole or password else None
    secrets = {"permanent_password": password}
    return make_inspection(scan, folder, client_id=client_number(identity.get("id", "")), unattended=unattended, values=values, secrets=secrets, errors=errors)


def _section(text: str, name: str) -> dict[str, str]:
    """The keys of one table of a TOML file, the ones before the first table under an empty name."""
    parts = _SECTION.split(text)
    tables = dict(zip(parts[1::2], parts[2::2]))
    return {key: unquoted(value) for key, value in _LINE.findall(parts[0] if not name else tables.get(name, ""))}


def _host(server: str) -> str:
    """Host and port only."""
    return re.split(r"[/?#\s]", server.rpartition("@")[2].replace("://", ""))[0][:255]
