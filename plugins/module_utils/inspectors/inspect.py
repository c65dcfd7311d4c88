# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Asks the inspector of each product that was found. Each reads its vendor's own files, and returns a list of inspections."""

from __future__ import annotations

import json
from functools import partial
from typing import Callable

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.hygiene.text import error_text
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.inspectors import (
    anydesk,
    atera,
    meshagent,
    quicksupport,
    rustdesk,
    screenconnect,
    splashtop,
    teamviewer,
    vnc,
    xrdp,
)
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.inspectors.hint import read_hints
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.inspectors.inspection import make_inspection
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.software.scan import Scan

MOST_INSTANCES = 16
#: Bytes of all inspections together.
SIZE = 22 * 1024

Inspector = Callable[[Scan], "list[dict]"]

_OF_ONE_VENDOR = (anydesk, atera, quicksupport, rustdesk, screenconnect, splashtop, teamviewer, xrdp)

INSPECTORS: dict[str, Inspector] = {
    **{product: module.inspect for module in _OF_ONE_VENDOR for product in module.PRODUCTS},
    **{product: partial(module.inspect, product=product) for module in (meshagent, vnc) for product in module.PRODUCTS},
}


def inspect_products(scan: Scan) -> None:
    """Fill `found["products"]` for the products that showed any signal."""
    hints = read_hints(scan)
    size = 0
    for product in scan.products():
        inspections = _asked(scan, product) if product in INSPECTORS else []
        if hints.get(product):
            inspections = inspections or [make_inspection(scan, product)]
            for inspection in inspections:
                inspection["values"].update(hints[product])
        kept = []
        for inspection in inspections[:MOST_INSTANCES]:
            size += len(json.dumps(inspection).encode())
            if size <= SIZE:
                kept.append(inspection)
        if len(kept) < len(inspections):
            scan.errors.append(f"{product}: more instances than are sent")
        if kept:
            scan.found["products"][product] = kept


def _asked(scan: Scan, product: str) -> list[dict]:
    try:
        return INSPECTORS[product](scan)
    except (OSError, ValueError, RecursionError) as problem:
        scan.errors.append(error_text(problem, f"{product}'s files"))
        return []
