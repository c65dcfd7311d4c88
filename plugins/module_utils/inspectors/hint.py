# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The note that our own roles leave when they enrol a client. Anyone with administrator rights could write it: it proves nothing alone.

`{"format": 1, "enrolments": {"<product>": {"management_id": ..., "client_id": ...}}}`
"""

from __future__ import annotations

import json

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.inspectors.configuration import read_configuration
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.software.scan import Scan

PLACES = {
    "linux": "/var/lib/bauer_group/remote_maintenance/enrolments.json",
    "macos": "/Library/Application Support/bauer_group/remote_maintenance/enrolments.json",
}
_NAMED = ("management_id", "client_id")
_LIMIT = 200


def read_hints(scan: Scan) -> dict[str, dict[str, str]]:
    """Return `hint_management_id` and `hint_client_id` by product."""
    content = read_configuration(scan, PLACES.get(scan.system, PLACES["linux"]), [])
    try:
        found = json.loads(content.text) if content else {}
    except (ValueError, RecursionError):
        return {}
    enrolments = found.get("enrolments") if isinstance(found, dict) else None
    if not isinstance(enrolments, dict):
        return {}
    return {
        str(product): {f"hint_{name}": str(entry[name])[:_LIMIT] for name in _NAMED if isinstance(entry.get(name), (str, int))}
        for product, entry in enrolments.items()
        if isinstance(entry, dict)
    }
