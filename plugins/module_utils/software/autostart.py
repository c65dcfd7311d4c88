# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What starts with a person's session: autostart entries of desktops. Of their commands only the program's name is looked at."""

from __future__ import annotations

import os
import re

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.reading.files import read_text
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.software.glob import names
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.software.scan import Scan

_COMMAND = re.compile(r"^(?:Try)?Exec=[ \t]*\"?([^\s\"]{1,400})", re.MULTILINE)
_OFF = re.compile(r"^(?:Hidden=true|X-GNOME-Autostart-enabled=false)\s*$", re.MULTILINE | re.IGNORECASE)
_LIMIT = 65536


def find(scan: Scan) -> None:
    """Record autostart entries of programs that are asked for."""
    patterns = scan.patterns("processes")
    places: list[tuple[str, str | None]] = [("/etc/xdg/autostart", None)]
    places += [(f"{person.folder}/.config/autostart", person.number) for person in scan.people]
    for folder, user in places:
        for name in names(scan, os.path.join(scan.root, folder.lstrip("/"))):
            if not name.endswith(".desktop"):
                continue
            try:
                entry = read_text(scan.root, f"{folder}/{name}", _LIMIT)
            except OSError:
                continue
            for command in set(_COMMAND.findall(entry)):
                program = command.rpartition("/")[2]
                for product in patterns.products(program):
                    scan.add(product, "autostart", program, "disabled" if _OFF.search(entry) else "enabled", user=user)
