# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Arch Linux's package database: one folder a package, /var/lib/pacman/local/<name>-<version>-<release>."""

from __future__ import annotations

import os
from typing import Iterator

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.reading.files import below
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.software.packages.package import Package, Wanted


def installed(root: str, wanted: Wanted) -> Iterator[Package]:
    """Yield the wanted packages; raises OSError where there is no such database."""
    for folder in os.listdir(below(root, "/var/lib/pacman/local")):
        parts = folder.rsplit("-", 2)
        if len(parts) == 3 and wanted(parts[0]):
            yield Package(parts[0], f"{parts[1]}-{parts[2]}")
