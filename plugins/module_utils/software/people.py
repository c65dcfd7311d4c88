# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Whose home folders there are: accounts of people, root's, and every folder where home folders usually lie."""

from __future__ import annotations

import os

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.reading.files import below, names_in, read_text_or_none
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.software.scan import Person, Scan

MOST_PEOPLE = 200

_FIRST_PERSON = 1000
_NOBODY = 65534
_NO_FOLDERS = frozenset(["", "/", "/nonexistent", "/dev/null"])
_SHARED = frozenset(["/Users/Shared", "/Users/Guest", "/home/lost+found", "/home/linuxbrew"])


def find_people(scan: Scan) -> list[Person]:
    """Return the home folders that exist and can be entered, at most 200."""
    folders = dict.fromkeys(_account_folders(scan) + _usual_folders(scan))
    people = []
    for folder in folders:
        if folder in _SHARED or not os.path.isdir(below(scan.root, folder)):
            continue
        scan.homes.add(folder)
        people.append(Person(folder, scan.homes.name(folder)))
        if len(people) >= MOST_PEOPLE:
            scan.errors.append("more home folders than are looked at")
            break
    return people


def _account_folders(scan: Scan) -> list[str]:
    try:
        text = read_text_or_none(scan.root, "/etc/passwd") or ""
    except OSError:
        return []
    folders = []
    for line in text.splitlines():
        fields = line.split(":")
        if len(fields) < 7 or not fields[2].isdigit() or len(fields[2]) > 10:
            continue
        number = int(fields[2])
        folder = fields[5].rstrip("/")
        if (number == 0 or _FIRST_PERSON <= number != _NOBODY) and folder.startswith("/") and folder not in _NO_FOLDERS:
            folders.append(folder)
    return folders


def _usual_folders(scan: Scan) -> list[str]:
    parents, own = (("/Users",), ["/var/root"]) if scan.system == "macos" else (("/home",), ["/root"])
    folders = []
    for parent in parents:
        try:
            folders += [f"{parent}/{name}" for name in names_in(scan.root, parent) if not name.startswith(".")]
        except OSError:
            continue
    return own + folders
