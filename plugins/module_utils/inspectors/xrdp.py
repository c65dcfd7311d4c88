# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""xrdp: its port. Whoever has an account of the machine gets in, and nobody at the screen is asked."""

from __future__ import annotations

import re

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.inspectors.configuration import read_configuration
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.inspectors.inspection import make_inspection
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.software.scan import Scan

PRODUCTS = ("xrdp",)

_FILE = "/etc/xrdp/xrdp.ini"
_PORT = re.compile(r"^port[ \t]*=[ \t]*([^\r\n]{1,100})", re.MULTILINE)


def inspect(scan: Scan) -> list[dict]:
    """Return the port that the configuration names first, which is the server's own."""
    errors: list[str] = []
    content = read_configuration(scan, _FILE, errors)
    port = _PORT.search(content.text) if content else None
    return [make_inspection(scan, "xrdp", unattended=True, values={"port": port.group(1).strip() if port else ""}, errors=errors)]
