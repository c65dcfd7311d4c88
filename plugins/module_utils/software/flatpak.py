# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Flatpaks: the system's in /var/lib/flatpak/app, a person's in ~/.local/share/flatpak/app."""

from __future__ import annotations

import os

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.software.glob import names
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.software.scan import Scan


def find(scan: Scan) -> None:
    """Record the flatpaks that are asked for."""
    patterns = scan.patterns("flatpaks")
    if not patterns:
        return
    places: list[tuple[str, str | None]] = [("/var/lib/flatpak/app", None)]
    places += [(f"{person.folder}/.local/share/flatpak/app", person.number) for person in scan.people]
    for folder, user in places:
        for name in names(scan, os.path.join(scan.root, folder.lstrip("/"))):
            for product in patterns.products(name):
                scan.add(product, "flatpak", name, "present", user=user)
