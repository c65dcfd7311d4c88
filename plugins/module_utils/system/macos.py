# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What a Mac is."""

from __future__ import annotations

import plistlib
import re
import time

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.hygiene.text import error_text, short_or_none
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.reading.commands import run
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.reading.files import read_bytes

SYSTEM_VERSION = "/System/Library/CoreServices/SystemVersion.plist"
COMMAND_SECONDS = 2.0

_BOOT_TIME = re.compile(r"sec = ([0-9]{1,12})")


def macos_facts(root: str, commands: bool, found: dict, errors: list[str]) -> None:
    """Add to `found` what the system says of itself."""
    found["distribution"] = "macos"
    found["family"] = []
    found["init"] = "launchd"
    try:
        version = read_system_version(read_bytes(root, SYSTEM_VERSION))
    except (OSError, ValueError) as problem:
        errors.append(error_text(problem, "SystemVersion.plist"))
    else:
        found.update(version)
    if commands:
        found["uptime"] = _uptime(errors)
        found["virtualization"] = _virtualization(errors)


def read_system_version(data: bytes) -> dict:
    """Return version, edition (the build) and name from the system's version file; raises ValueError."""
    try:
        content = plistlib.loads(data)
        product, version, build = (content.get(key) for key in ("ProductName", "ProductVersion", "ProductBuildVersion"))
    except Exception as problem:
        # The parsers behind it raise errors of many kinds for malformed files, and not every list is a dictionary.
        raise ValueError("no property list") from problem
    return {
        "version": short_or_none(version),
        "edition": short_or_none(build),
        "name": short_or_none(f"{product or 'macOS'} {version or ''}".strip()),
    }


def uptime_from(text: str, now: float) -> float | None:
    """Return seconds from what `sysctl -n kern.boottime` says."""
    found = _BOOT_TIME.search(text)
    return max(0.0, now - int(found.group(1))) if found else None


def _uptime(errors: list[str]) -> float | None:
    try:
        return uptime_from(run(["sysctl", "-n", "kern.boottime"], COMMAND_SECONDS).text, time.time())
    except OSError as problem:
        errors.append(error_text(problem, "sysctl"))
        return None


def _virtualization(errors: list[str]) -> str | None:
    try:
        said = run(["sysctl", "-n", "kern.hv_vmm_present"], COMMAND_SECONDS).text.strip()
    except OSError as problem:
        errors.append(error_text(problem, "sysctl"))
        return None
    return "vm" if said == "1" else None
