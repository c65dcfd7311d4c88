# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Services of machines without systemd: System V's links and OpenRC's run levels."""

from __future__ import annotations

import os
import re

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.software.glob import names
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.software.scan import Scan

_RUN_LEVELS = ("/etc/rc2.d", "/etc/rc3.d", "/etc/rc5.d", "/etc/rc.d/rc3.d", "/etc/rc.d/rc5.d")
_START_LINK = re.compile(r"S\d\d(.+)")
_OPENRC = "/etc/runlevels/default"


def find(scan: Scan) -> None:
    """Record init scripts of services that are asked for, under the name their unit would have."""
    if os.path.isdir(os.path.join(scan.root, "run/systemd/system")):
        return
    patterns = scan.patterns("units")
    started = set(names(scan, os.path.join(scan.root, _OPENRC.lstrip("/"))))
    for folder in _RUN_LEVELS:
        links = (_START_LINK.fullmatch(name) for name in names(scan, os.path.join(scan.root, folder.lstrip("/"))))
        started.update(link.group(1) for link in links if link)
    for name in names(scan, os.path.join(scan.root, "etc/init.d")):
        for product in patterns.products(f"{name}.service"):
            scan.add(product, "unit", f"{name}.service", "present", starts_at_boot=name in started)
