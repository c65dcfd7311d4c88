# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The control node's CPU for each host of a compliance run, against the floor of one ping."""
from __future__ import annotations

import tempfile
from collections.abc import Iterator
from statistics import median

import playbook
from fleet import fleet
from lab.lab import Lab
from table import Table

_SIZES = {40: 2, 200: 1}


def measure(lab: Lab, variables: dict) -> Iterator[Table]:
    """Pairs of runs, one after the other, so that both meet the same machine; of several pairs the medians. No run is a control node's first."""
    table = Table(
        "Control node's CPU for each host",
        "Compliance play against a play of one `ping`: same inventory, 10 forks, pipelining, ssh to one sshd on loopback. "
        "At most 1.5 times the floor is wanted.",
        ("hosts", "ping, CPU ms a host", "compliance, CPU ms a host", "ratio", "ping, wall s", "compliance, wall s"),
    )
    for size, pairs in _SIZES.items():
        with fleet(lab, size, variables) as hosts, tempfile.TemporaryDirectory(prefix="bench-state-") as state:
            playbook.ping(lab, hosts.inventory)
            playbook.compliance(lab, hosts.inventory, "--limit", "bench000", state=state)
            runs = [(playbook.ping(lab, hosts.inventory), playbook.compliance(lab, hosts.inventory, state=state)) for pair in range(pairs)]
        floor, ours = (median(run[side].cpu for run in runs) for side in (0, 1))
        table.row(
            size, f"{1000 * floor / size:.0f}", f"{1000 * ours / size:.0f}", f"{ours / floor:.2f}",
            *(f"{median(run[side].wall for run in runs):.1f}" for side in (0, 1)),
        )
    yield table
