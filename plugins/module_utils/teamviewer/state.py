# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What a TeamViewer client on this machine says of itself in its own files: structured, never read off its command line's output."""

from __future__ import annotations

from typing import NamedTuple

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.hygiene.homes import Homes
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.inspectors import teamviewer
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.reading.files import exists
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.software.scan import Scan

PROGRAM = "/usr/bin/teamviewer"


class State(NamedTuple):
    """One look. `managed` is None, and `error` says why, where the files could not be read whole."""

    installed: bool = False
    client_id: str | None = None
    version: str | None = None
    managed: bool | None = False
    management_id: str | None = None
    owner_account_name: str | None = None
    owner_company_name: str | None = None
    configuration_id: str | None = None
    error: str | None = None

    def shown(self) -> dict:
        """As a result has it."""
        return {name: value for name, value in self._asdict().items() if name != "error"}


def read_state(root: str = "/") -> State:
    """Look at the client below `root`; raises nothing for what lies there."""
    installed = exists(root, PROGRAM)
    scan = Scan({"system": "linux"}, root, Homes(), {"signals": [], "inspections": []}, [])
    found = teamviewer.inspect(scan)
    if not found:
        return State(installed=installed)
    inspection = found[0]
    values = inspection["values"]
    errors = inspection.get("errors", [])
    return State(
        installed=installed,
        client_id=inspection.get("client_id"),
        version=inspection.get("version"),
        managed=None if errors else bool(values.get("managed")),
        management_id=values.get("management_id"),
        owner_account_name=values.get("owner_account_name"),
        owner_company_name=values.get("owner_company_name"),
        configuration_id=values.get("configuration_id"),
        error="; ".join(errors) or None,
    )
