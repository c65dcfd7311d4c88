# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Application bundles: by their path and by the identifier in their Info.plist."""

from __future__ import annotations

import os

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.software.glob import names
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.software.macos.plist import read_plist, text_of
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.software.scan import Scan

_FOLDERS = ("/Applications", "/Applications/Utilities", "/Library/Application Support", "/Library/PrivilegedHelperTools")
_OF_PEOPLE = ("Applications", "Downloads", "Desktop")
_INFO = "Contents/Info.plist"


def find(scan: Scan) -> None:
    """Record application bundles that are asked for."""
    by_path = scan.patterns("applications")
    by_id = scan.patterns("bundle_ids")
    if not by_path and not by_id:
        return
    places: list[tuple[str, str | None]] = [(folder, None) for folder in _FOLDERS]
    places += [(f"{person.folder}/{name}", person.number) for person in scan.people for name in _OF_PEOPLE]
    for folder, user in places:
        for path in _bundles(scan, folder):
            info = _info(scan, path)
            version = text_of(info, "CFBundleShortVersionString")
            identifier = text_of(info, "CFBundleIdentifier")
            # A person's own copy counts as if it lay where everybody's does.
            usual = path if user is None else "/Applications/" + path.rpartition("/")[2]
            for product in by_path.products(usual):
                scan.add(product, "application", path, "present", version, user)
            for product in by_id.products(identifier) if identifier else ():
                scan.add(product, "application", identifier, "present", version, user)


def _bundles(scan: Scan, folder: str) -> list[str]:
    """The bundles in a folder and in the folders directly below it."""
    found = []
    for name in names(scan, os.path.join(scan.root, folder.lstrip("/"))):
        if name.endswith(".app"):
            found.append(f"{folder}/{name}")
        elif os.path.isdir(os.path.join(scan.root, folder.lstrip("/"), name)):
            inner = names(scan, os.path.join(scan.root, folder.lstrip("/"), name))[:200]
            found += [f"{folder}/{name}/{bundle}" for bundle in inner if bundle.endswith(".app")]
    return found


def _info(scan: Scan, path: str) -> dict:
    try:
        return read_plist(scan.root, f"{path}/{_INFO}")
    except OSError:
        return {}
