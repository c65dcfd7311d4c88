# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""ConnectWise ScreenConnect: the server each instance reports to.

/opt/{screenconnect,connectwisecontrol}-<instance>/ClientLaunchParameters.txt holds parameters as of a URL: e the session's type (Access:
without a person), h the relay, p its port, k a key, s the session. Only the first three leave the machine.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qs

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.inspectors.configuration import read_configuration
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.inspectors.inspection import make_inspection
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.software.glob import expand
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.software.scan import Scan

PRODUCTS = ("screenconnect",)

_PLACES = (
    "/opt/screenconnect-*/ClientLaunchParameters.txt",
    "/opt/connectwisecontrol-*/ClientLaunchParameters.txt",
    "/Applications/ScreenConnect*.app/Contents/Resources/ClientLaunchParameters.txt",
    "/Applications/ConnectWiseControl*.app/Contents/Resources/ClientLaunchParameters.txt",
)
_INSTANCE = re.compile(r"-([0-9a-f]{6,40})(?:/|\.app)")
_HOST = re.compile(r"[A-Za-z0-9.:_-]{1,255}")
_PORT = re.compile(r"[0-9]{1,5}")


def inspect(scan: Scan) -> list[dict]:
    """Return the server of each instance."""
    return [_instance(scan, path) for pattern in _PLACES for path in expand(scan, pattern)]


def _instance(scan: Scan, path: str) -> dict:
    errors: list[str] = []
    content = read_configuration(scan, path, errors)
    found = _parameters(content.text if content else "")
    kind = found.get("e", "").lower()
    number = _INSTANCE.search(path)
    values = {
        "instance_id": number.group(1) if number else "",
        "server": found.get("h", "") if _HOST.fullmatch(found.get("h", "")) else "",
        "port": found.get("p", "") if _PORT.fullmatch(found.get("p", "")) else "",
        "session_type": kind if kind in ("access", "support", "meeting") else "",
    }
    unattended = {"access": True, "support": False, "meeting": False}.get(kind)
    return make_inspection(scan, path.rpartition("/")[0], unattended=unattended, values=values, secrets={"key": bool(found.get("k"))}, errors=errors)


def _parameters(text: str) -> dict[str, str]:
    try:
        parsed = parse_qs(text.strip().lstrip("?")[:65536], keep_blank_values=True, max_num_fields=200)
    except ValueError:
        return {}
    return {key: values[0] for key, values in parsed.items()}
