# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Snaps, by their images: /var/lib/snapd/snaps/<name>_<revision>.snap."""

from __future__ import annotations

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.reading.files import names_in
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.software.scan import Scan


def find(scan: Scan) -> None:
    """Record the snaps that are asked for."""
    patterns = scan.patterns("snaps")
    if not patterns:
        return
    for image in names_in(scan.root, "/var/lib/snapd/snaps", (".snap",)):
        name, separator, revision = image[: -len(".snap")].rpartition("_")
        for product in patterns.products(name) if separator else ():
            scan.add(product, "snap", name, "present", f"revision {revision}")
