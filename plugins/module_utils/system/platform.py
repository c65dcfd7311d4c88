# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The section `platform`."""

from __future__ import annotations

import os
import sys

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.hygiene.text import short_or_none
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.reading.files import exists
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.system.linux import linux_facts
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.system.macos import SYSTEM_VERSION, macos_facts


def system_of(root: str) -> str:
    """Return `linux`, `macos` or `other`: of the tree at `root`, where that is not the machine's own."""
    if root not in ("", "/"):
        return "macos" if exists(root, SYSTEM_VERSION) else "linux"
    return {"linux": "linux", "darwin": "macos"}.get(sys.platform, "other")


def collect_platform(root: str, commands: bool, found: dict, errors: list[str]) -> None:
    """Fill `found` as far as it can be known."""
    about = os.uname()
    host, _dot, domain = about.nodename.partition(".")
    found["kernel"] = short_or_none(about.release)
    found["architecture"] = short_or_none(about.machine)
    found["hostname"] = short_or_none(host)
    found["domain"] = short_or_none(domain)
    system = found["system"] = system_of(root)
    if system == "macos":
        macos_facts(root, commands, found, errors)
    elif system == "linux":
        linux_facts(root, found, errors)
