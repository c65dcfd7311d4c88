# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A person's own copies: programs where people drop what they download, down to one folder below."""

from __future__ import annotations

import os
import re

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.reading.files import read_text_or_none
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.software.glob import expand, names
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.software.match import is_wild, regex
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.software.scan import Person, Scan

_FOLDERS = ("", "Desktop", "Downloads", "Documents", "Applications", "bin", "opt", ".local/bin", ".local/opt")
# How desktops say what these folders are called in the person's language.
_NAMED = re.compile(r'^XDG_(?:DESKTOP|DOWNLOAD|DOCUMENTS)_DIR="\$HOME/([^"\n]{1,200})"', re.MULTILINE)
_ARCHIVES = (".appimage", ".exe", ".tar.gz", ".tar.xz", ".zip", ".dmg")
_MOST_SUBFOLDERS = 200


def find(scan: Scan) -> None:
    """Record portable copies, and files that were downloaded for it."""
    asked = [(pattern.split("/", 1), product) for pattern, product in scan.pairs("portable")]
    if not asked:
        return
    tests = [(re.compile(regex(parts[0]), re.DOTALL), parts[0], parts[1] if len(parts) > 1 else None, product) for parts, product in asked]
    for person in scan.people:
        for folder in _places(scan, person):
            for name in names(scan, os.path.join(scan.root, folder.lstrip("/"))):
                for fits, first, rest, product in tests:
                    if name == first or (is_wild(first) and fits.fullmatch(name)):
                        _record(scan, person, product, f"{folder}/{name}", rest)


def _places(scan: Scan, person: Person) -> list[str]:
    """The folders to look into: those above, and what lies directly in them."""
    folders = [f"{person.folder}/{name}".rstrip("/") for name in dict.fromkeys(_FOLDERS + _named(scan, person))]
    places = []
    for folder in folders:
        if not os.path.isdir(os.path.join(scan.root, folder.lstrip("/"))):
            continue
        places.append(folder)
        # Below the home folder itself lies everything a person has.
        inside = [] if folder == person.folder else names(scan, os.path.join(scan.root, folder.lstrip("/")))
        below = [name for name in inside if _is_folder(os.path.join(scan.root, folder.lstrip("/"), name))]
        if len(below) > _MOST_SUBFOLDERS:
            scan.lack(f"{folder}: more folders than are looked into")
        places += [f"{folder}/{name}" for name in below[:_MOST_SUBFOLDERS]]
    return places


def _named(scan: Scan, person: Person) -> tuple[str, ...]:
    try:
        text = read_text_or_none(scan.root, f"{person.folder}/.config/user-dirs.dirs", 16384) or ""
    except OSError:
        return ()
    return tuple(name.strip("/") for name in _NAMED.findall(text) if ".." not in name)


def _record(scan: Scan, person: Person, product: str, path: str, rest: str | None) -> None:
    for found in [path] if rest is None else expand(scan, f"{path}/{rest}"):
        place = os.path.join(scan.root, found.lstrip("/"))
        if rest is not None and _is_folder(place) or os.path.isfile(place) and _is_program(place):
            scan.add(product, "path", found, "present", user=person.number)


def _is_folder(place: str) -> bool:
    return os.path.isdir(place) and not os.path.islink(place)


def _is_program(place: str) -> bool:
    return place.lower().endswith(_ARCHIVES) or os.access(place, os.X_OK)
