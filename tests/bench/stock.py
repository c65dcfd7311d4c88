# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A compliance run of one healthy host against a playbook of stock modules that makes the same checks."""
from __future__ import annotations

from collections.abc import Iterator
from statistics import median

import playbook
from cost import Cost
from fleet import fleet
from lab.lab import Lab
from table import Table

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.catalogue.load import load_endpoints

_PAIRS = 1
_FIGURES = (
    ("wall, s", lambda control, host: control.wall),
    ("CPU of both sides, s", lambda control, host: control.cpu + host),
    ("CPU of the host, s", lambda control, host: host),
    ("CPU of the control node, s", lambda control, host: control.cpu),
)


def measure(lab: Lab, variables: dict) -> Iterator[Table]:
    names, endpoints = _checked()
    stock_variables = {
        "bench_endpoints": endpoints, "bench_names": names, "bench_urls": [variables["maintenance_http_probe"]["url"]],
    }
    runs = [[_run(lab, way, {**variables, **stock_variables}) for way in (playbook.stock, playbook.compliance)] for pair in range(_PAIRS)]
    table = Table(
        "Against stock modules, one healthy host",
        f"`wait_for` for {len(endpoints)} endpoints, `dig` over UDP and TCP for {len(names)} names, `uri`, `package_facts`, `service_facts`; "
        "the stock playbook checks no certificate chain, no proxy, no IPv6 and no update source. At least 10 times less is wanted.",
        ("", "stock modules", "compliance", "ratio"),
    )
    for title, value in _FIGURES:
        theirs, ours = (median(value(*run[side]) for run in runs) for side in (0, 1))
        table.row(title, f"{theirs:.1f}", f"{ours:.1f}", f"{theirs / ours:.1f}")
    yield table


def _run(lab: Lab, way, variables: dict) -> tuple[Cost, float]:
    with fleet(lab, 1, variables) as hosts:
        cost = way(lab, hosts.inventory)
    return cost, hosts.cpu


def _checked() -> tuple[list[str], list[dict]]:
    """Names to resolve and endpoints to open, as the catalogue asks for them: one of several ports is enough for a relay."""
    names, endpoints = [], []
    for group in load_endpoints().groups:
        for entry in group.entries:
            if not entry.required:
                continue
            names += [name for name in entry.names if name not in names][:1]
            ports = entry.ports[:1] if group.semantics == "any_port" else entry.ports
            endpoints += [{"name": name, "port": port} for name in entry.names for port, protocol in ports if protocol != "udp"]
    return names, endpoints
