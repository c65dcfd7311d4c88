# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Receipts of installer packages: /var/db/receipts/<identifier>.plist. They outlive what they stand for."""

from __future__ import annotations

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.reading.files import names_in
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.software.macos.plist import read_plist, text_of
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.software.scan import Scan

_FOLDER = "/var/db/receipts"
_ENDING = ".plist"


def find(scan: Scan) -> None:
    """Record receipts that are asked for."""
    patterns = scan.patterns("receipts")
    if not patterns:
        return
    for name in names_in(scan.root, _FOLDER, (_ENDING,)):
        identifier = name[: -len(_ENDING)]
        for product in patterns.products(identifier):
            scan.add(product, "receipt", identifier, "residual", _version(scan, name))


def _version(scan: Scan, name: str) -> str:
    try:
        return text_of(read_plist(scan.root, f"{_FOLDER}/{name}"), "PackageVersion")
    except OSError:
        return ""
