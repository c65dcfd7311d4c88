# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Atera's agent: the account it belongs to, where that is written.

Where Linux keeps it is not known, and of macOS only the name of a file, regstore.json. So that name is looked for in the agent's own
folders, and of whatever it holds only these four keys are taken. An agent without them has no owner that the machine could tell.
"""

from __future__ import annotations

import json

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.inspectors.configuration import read_configuration
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.inspectors.inspection import make_inspection
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.software.scan import Scan

PRODUCTS = ("atera",)

_FOLDERS = {
    "linux": ("/etc/atera-agent", "/usr/lib/atera-agent", "/var/spool/atera-agent"),
    "macos": ("/Library/Application Support/com.atera.ateraagent",),
}
_NAMED = {"AccountId": "account_id", "AgentId": "agent_id", "IntegratorLogin": "integrator_login", "CompanyId": "company_id"}
_DEPTH = 4


def inspect(scan: Scan) -> list[dict]:
    """Return the agent's own ids."""
    errors: list[str] = []
    values: dict[str, object] = {}
    for folder in _FOLDERS.get(scan.system, ()):
        content = read_configuration(scan, f"{folder}/regstore.json", errors)
        if content is None:
            continue
        try:
            _take(json.loads(content.text), values, _DEPTH)
        except (ValueError, RecursionError):
            errors.append("regstore.json: not valid JSON")
    agent = values.get("agent_id")
    return [make_inspection(scan, "atera", client_id=str(agent) if agent else None, unattended=True, values=values, errors=errors)]


def _take(found: object, values: dict[str, object], depth: int) -> None:
    if depth == 0:
        return
    inner = found.values() if isinstance(found, dict) else found if isinstance(found, list) else ()
    for value in inner:
        _take(value, values, depth - 1)
    if isinstance(found, dict):
        for key, name in _NAMED.items():
            if isinstance(found.get(key), (str, int)) and not isinstance(found.get(key), bool):
                values[name] = str(found[key])
