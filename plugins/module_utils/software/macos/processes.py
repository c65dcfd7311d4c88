# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Running programs, as ps lists them: paths without arguments."""

from __future__ import annotations

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.software.scan import Scan

_SECONDS = 2.0


def find(scan: Scan) -> None:
    """Record running programs that are asked for."""
    patterns = scan.patterns("processes")
    by_bundle = scan.patterns("applications")
    if scan.run is None or not (patterns or by_bundle):
        return
    try:
        said = scan.run(["ps", "-axo", "comm="], _SECONDS)
    except OSError:
        said = None
    if said is None or said.status != 0:
        scan.errors.append("processes: ps did not list them")
        return
    for path in sorted(set(said.text.splitlines())):
        name = path.strip().rpartition("/")[2]
        bundle = path.partition("/Contents/MacOS/")[0] if "/Contents/MacOS/" in path else ""
        for product in dict.fromkeys(patterns.products(name) + (by_bundle.products(bundle) if bundle else [])):
            scan.add(product, "process", path.strip(), "running", user=scan.owner(path))
