# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""MeshCentral's agent: the server and group it reports to, from the .msh file beside it (lines `key=value`).

The group's id lets a machine join the group: of it only presence is told.
"""

from __future__ import annotations

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.hygiene.urls import strip_url
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.inspectors.configuration import pairs, read_configuration
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.inspectors.inspection import make_inspection
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.software.glob import expand
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.software.scan import Scan

PRODUCTS = ("meshcentral", "tactical-rmm")

_PLACES = ("/usr/local/mesh_services/*/*.msh", "/usr/local/mesh_daemons/*.msh", "/usr/local/mesh_daemons/*/*.msh", "/opt/tacticalmesh/*.msh")
_TACTICAL = "/opt/tacticalmesh/"


def inspect(scan: Scan, product: str = "meshcentral") -> list[dict]:
    """Return the server of each agent."""
    paths = [path for pattern in _PLACES for path in expand(scan, pattern)]
    return [_instance(scan, path) for path in paths if path.startswith(_TACTICAL) == (product == "tactical-rmm")]


def _instance(scan: Scan, path: str) -> dict:
    errors: list[str] = []
    content = read_configuration(scan, path, errors)
    found = pairs(content.text) if content else {}
    servers = [strip_url(server.strip()) for server in found.get("MeshServer", "").split(",") if server.strip() and server.strip() != "local"]
    values = {"servers": servers, "group": found.get("MeshName", ""), "server_id": found.get("ServerID", "")[:128], "company": found.get("companyName", "")}
    return make_inspection(scan, path, unattended=True, values=values, secrets={"group_id": bool(found.get("MeshID"))}, errors=errors)
