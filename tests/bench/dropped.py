# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One host whose firewall drops every endpoint: all of them together may cost one deadline."""
from __future__ import annotations

from collections.abc import Iterator

import playbook
from lab.lab import Lab
from table import Table

_HOST = "nw-server"
_SITE = "nordwind-hq"


def measure(lab: Lab, variables: dict) -> Iterator[Table]:
    table = Table(
        "Every endpoint dropped",
        "Wall time of the compliance run of one lab host whose firewall drops everything to the internet but DNS, the run's fixed cost "
        "(the same run with an open firewall) taken off. At most the deadline and 2 s are wanted.",
        ("deadline, s", "open firewall, wall s", "all dropped, wall s", "difference, s"),
    )
    for deadline in (3, 10):
        opened = _wall(lab, deadline)
        with lab.firewall(_SITE).drop(tcp=[80, 443, 5938, 8883]):
            dropped = _wall(lab, deadline)
        table.row(deadline, f"{opened:.1f}", f"{dropped:.1f}", f"{dropped - opened:.1f}")
    yield table


def _wall(lab: Lab, deadline: int) -> float:
    return playbook.compliance(lab, lab.inventory, "--limit", _HOST, "-e", f"maintenance_deadline={deadline}").wall
