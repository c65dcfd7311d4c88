# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Known paths: programs, and traces that outlive a removal; below / and below every home folder."""

from __future__ import annotations

import os

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.software.glob import expand, names
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.software.scan import Scan

_PROGRAM_ENDINGS = (".jar", ".dll", ".so", ".exe", ".py", ".pyc", ".app", ".bin")
_MOST_FOLDERS = 40
_MOST_FILES = 400


def find(scan: Scan) -> None:
    """Record known paths that exist; a program's folder without a program in it is what is left of one."""
    for pattern, product in scan.pairs("programs"):
        for path in expand(scan, pattern):
            scan.add(product, "path", path, "present" if _holds_program(scan, path) else "residual")
    for pattern, product in scan.pairs("traces"):
        for path in expand(scan, pattern):
            scan.add(product, "path", path, "residual")
    for person in scan.people:
        for pattern, product in scan.pairs("user_programs"):
            for path in expand(scan, person.folder + pattern[1:]):
                scan.add(product, "path", path, "present" if _holds_program(scan, path) else "residual", user=person.number)
        for pattern, product in scan.pairs("user_traces"):
            for path in expand(scan, person.folder + pattern[1:]):
                scan.add(product, "path", path, "residual", user=person.number)


def _holds_program(scan: Scan, path: str) -> bool:
    """Whether a path is, or is a folder with, something that can run. A link that leads nowhere is not."""
    start = os.path.join(scan.root, path.lstrip("/"))
    if not os.path.isdir(start):
        return os.path.exists(start)
    folders, seen, cut = [start], 0, False
    for folder in folders:
        for name in names(scan, folder):
            seen += 1
            place = os.path.join(folder, name)
            if os.path.isdir(place) and not os.path.islink(place):
                if len(folders) < _MOST_FOLDERS:
                    folders += [place]
                else:
                    cut = True
            elif name.lower().endswith(_PROGRAM_ENDINGS) or (os.path.isfile(place) and os.access(place, os.X_OK)):
                return True
            if seen >= _MOST_FILES:
                # Removed software leaves a handful of files behind, not hundreds.
                return True
    # A folder that may not be looked into, or was not, says nothing: rather a program too many than one too few.
    return cut or not os.access(start, os.R_OK | os.X_OK)
