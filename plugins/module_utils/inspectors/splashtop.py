# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Splashtop's streamer: the team it was deployed for.

The keys' names are those of the vendor's deployment scripts for macOS; that the Linux configuration uses the same is an assumption.
The deployment code lets a machine join the team: of it only presence is told.
"""

from __future__ import annotations

import re

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.inspectors.configuration import read_configuration, unquoted
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.inspectors.inspection import make_inspection
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.software.macos.plist import read_plist
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.software.scan import Scan

PRODUCTS = ("splashtop-streamer",)

_FILE = "/opt/splashtop-streamer/config/global.conf"
_PREFERENCES = "/Library/Preferences/com.splashtop.Splashtop-Streamer.plist"
_LINE = re.compile(r"^\s*\"?(\w{1,60})\"?\s*[=:][ \t]*([^\r\n]*)$", re.MULTILINE)
_TEAM = ("DeployTeamNameCache", "DeployTeamName")
_OWNER = ("DeployTeamOwnerCache", "DeployTeamOwner")
_CODES = ("DeployCode", "LastDeployCode", "TeamCode", "TeamCodeInUse")


def inspect(scan: Scan) -> list[dict]:
    """Return the team that this streamer serves."""
    errors: list[str] = []
    found = _macos(scan, errors) if scan.system == "macos" else _linux(scan, errors)
    values = {"team": _first(found, _TEAM), "team_owner": _first(found, _OWNER)}
    secrets = {"deployment_code": bool(_first(found, _CODES))}
    return [make_inspection(scan, "splashtop-streamer", unattended=True if secrets["deployment_code"] else None, values=values, secrets=secrets, errors=errors)]


def _linux(scan: Scan, errors: list[str]) -> dict[str, object]:
    content = read_configuration(scan, _FILE, errors)
    return {key: unquoted(value.rstrip(", \t")) for key, value in _LINE.findall(content.text)} if content else {}


def _macos(scan: Scan, errors: list[str]) -> dict[str, object]:
    try:
        content = read_plist(scan.root, _PREFERENCES)
    except FileNotFoundError:
        return {}
    except OSError:
        errors.append("preferences: not readable")
        return {}
    inner = content.get("STP")
    return {**content, **(inner if isinstance(inner, dict) else {})}


def _first(found: dict[str, object], keys: tuple[str, ...]) -> str:
    return next((found[key] for key in keys if isinstance(found.get(key), str) and found[key]), "")
