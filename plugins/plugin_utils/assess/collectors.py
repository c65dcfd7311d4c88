# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which collector a machine gets, and what of the plan concerns it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ansible.plugins.connection import ConnectionBase

AUTO = "auto"
REMOTING = ("winrm", "psrp")
"""Connections that lead to nothing but a Windows machine."""


@dataclass(frozen=True)
class Collector:
    """A module that observes, the systems it does so on, and the parts of a plan that it knows nothing of."""

    module: str
    systems: tuple[str, ...]
    unknown: tuple[str, ...] = ()

    def asked(self, plan: Mapping[str, Any]) -> dict[str, Any]:
        """The plan as this module takes it: of the software query only what its systems need."""
        known = {name: value for name, value in plan.items() if name not in self.unknown}
        query = plan.get("software")
        if query is None or "systems" not in query:
            return known
        return {**known, "software": {**query, "systems": {name: query["systems"][name] for name in self.systems if name in query["systems"]}}}


PYTHON = Collector("bauer_group.remote_maintenance.probe", ("linux", "macos"))
POWERSHELL = Collector("bauer_group.remote_maintenance.win_probe", ("windows",), unknown=("root",))

BY_NAME = {"python": PYTHON, "powershell": POWERSHELL}


def collector_for(declared: str, connection: ConnectionBase) -> Collector | None:
    """The collector that `maintenance_collector` names, or for `auto` the one that the connection calls for; None where there is none."""
    if declared == AUTO:
        return POWERSHELL if speaks_powershell(connection) else PYTHON
    return BY_NAME.get(declared)


def speaks_powershell(connection: ConnectionBase) -> bool:
    """Whether the connection or its shell is made for Windows. A PowerShell on a POSIX connection is not: it has to be named."""
    return connection.transport in REMOTING or bool(getattr(connection._shell, "_IS_WINDOWS", False))
