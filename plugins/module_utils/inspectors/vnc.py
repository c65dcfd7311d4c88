# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""VNC servers: whether they ask for a password. The password files are never opened; that they are there and not empty is enough.

Places are those of the servers' own manuals: ~/.vnc/passwd (TigerVNC since 1.14 also ~/.config/tigervnc), /etc/x11vnc.pass by custom.
"""

from __future__ import annotations

import os
import re

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.inspectors.configuration import pairs, read_configuration
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.inspectors.inspection import make_inspection
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.reading.files import below
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.software.scan import Scan

PRODUCTS = ("tigervnc", "tightvnc", "x11vnc", "realvnc")

_PASSWORDS = {
    "tigervnc": ((), (".vnc/passwd", ".config/tigervnc/passwd")),
    "tightvnc": ((), (".vnc/passwd",)),
    "x11vnc": (("/etc/x11vnc.pass", "/etc/x11vnc/passwd"), (".vnc/passwd", ".x11vnc/passwd")),
    "realvnc": ((), (".vnc/config.d/vncserver-x11",)),
}
_SETTINGS = {
    "tigervnc": (("/etc/tigervnc/vncserver-config-defaults", "/etc/tigervnc/vncserver-config-mandatory"), (".vnc/config", ".config/tigervnc/config")),
    "x11vnc": ((), (".x11vncrc",)),
}
_UNITS = {"x11vnc": ("/etc/systemd/system/x11vnc.service", "/lib/systemd/system/x11vnc.service", "/usr/lib/systemd/system/x11vnc.service")}
# Of a command line, these words only.
_OPEN = re.compile(r"(?:^|\s)-nopw(?=\s|$)", re.MULTILINE)
_CLOSED = re.compile(r"(?:^|\s)-(?:rfbauth|passwd|passwdfile|usepw|unixpw|unixpw_nis)(?=\s|$)", re.MULTILINE)


def inspect(scan: Scan, product: str = "tigervnc") -> list[dict]:
    """Return one inspection of the server: `authentication` is password, none or unknown."""
    errors: list[str] = []
    everywhere, of_people = _PASSWORDS[product]
    files = list(everywhere) + [f"{person.folder}/{name}" for person in scan.people for name in of_people]
    password = any(_holds_something(scan, path) for path in files)
    open_to_all, closed = _settings(scan, product, errors)
    authentication = "none" if open_to_all else "password" if password or closed else "unknown"
    unattended = True if authentication != "unknown" else None
    values = {"authentication": authentication}
    return [make_inspection(scan, product, unattended=unattended, values=values, secrets={"password": password or closed}, errors=errors)]


def _holds_something(scan: Scan, path: str) -> bool:
    place = below(scan.root, path)
    try:
        return os.path.isfile(place) and os.path.getsize(place) > 0
    except OSError:
        return False


def _settings(scan: Scan, product: str, errors: list[str]) -> tuple[bool, bool]:
    """Whether the settings say that nobody is asked, and whether they say that a password is."""
    everywhere, of_people = _SETTINGS.get(product, ((), ()))
    open_to_all = closed = False
    for path in list(everywhere) + [f"{person.folder}/{name}" for person in scan.people for name in of_people]:
        content = read_configuration(scan, path, errors)
        if content is None:
            continue
        found = {key.lower().lstrip("$"): value for key, value in pairs(content.text).items()}
        kinds = re.split(r"[,\s]+", found.get("securitytypes", "").strip("\"';").lower())
        open_to_all = open_to_all or "none" in kinds or (product == "x11vnc" and re.search(r"^-?nopw\s*$", content.text, re.MULTILINE) is not None)
    for path in _UNITS.get(product, ()):
        content = read_configuration(scan, path, errors)
        if content is not None:
            closed = closed or _CLOSED.search(content.text) is not None
            open_to_all = open_to_all or (_OPEN.search(content.text) is not None and not closed)
    return open_to_all, closed
