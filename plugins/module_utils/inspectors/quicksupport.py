# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""TeamViewer QuickSupport, where our own role unpacked it for everybody: from which archive, whether it
stands in the menu, and whether an attempt that was broken off left something.

Nobody comes in through it without a person who starts it, so there is no owner and no secret to look for. Its number is another one
at each start and is read out by that person.
"""

from __future__ import annotations

import os

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.hygiene.text import error_text
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.inspectors.configuration import exists
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.inspectors.inspection import make_inspection
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.installing.note import installed_from, name_beside
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.reading.files import names_in
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.software.scan import Scan

PRODUCTS = ("teamviewer-quicksupport",)

FOLDER = "/opt/teamviewerqs"
MENU_ENTRY = "/usr/share/applications/teamviewerqs.desktop"


def inspect(scan: Scan) -> list[dict]:
    """Return what our own note says."""
    if scan.system != "linux":
        return []
    errors: list[str] = []
    archive, remains = None, False
    try:
        archive = installed_from(scan.root, FOLDER)
        remains = any(name.startswith(name_beside(FOLDER)) for name in names_in(scan.root, os.path.dirname(FOLDER)))
    except OSError as problem:
        errors.append(error_text(problem, FOLDER))
    values = {"archive": archive, "in_menu": exists(scan, MENU_ENTRY), "remains": remains}
    return [make_inspection(scan, "teamviewer-quicksupport", unattended=False, values=values, errors=errors)]
