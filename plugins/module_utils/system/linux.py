# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What a Linux machine is."""

from __future__ import annotations

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.hygiene.text import error_text, short, short_or_none
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.reading.files import exists, read_text, read_text_or_none
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.system.os_release import read_os_release
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.system.virtualization import virtualization

FAMILY_LIMIT = 10

# Debian and what follows it leave a mark; elsewhere it would take the package manager to know.
REBOOT_MARKS = ("/run/reboot-required", "/var/run/reboot-required")
MARKING_FAMILIES = frozenset(["debian", "ubuntu"])


def linux_facts(root: str, found: dict, errors: list[str]) -> None:
    """Add to `found` what the files say."""
    release = _os_release(root, errors)
    found["distribution"] = short_or_none(release.get("ID"))
    found["family"] = [short(word) for word in release.get("ID_LIKE", "").split()[:FAMILY_LIMIT]]
    found["version"] = short_or_none(release.get("VERSION_ID"))
    found["edition"] = short_or_none(release.get("VARIANT_ID") or release.get("VARIANT"))
    found["name"] = short_or_none(release.get("PRETTY_NAME") or release.get("NAME"))
    found["init"] = _init(root)
    found["virtualization"] = short_or_none(virtualization(root))
    found["uptime"] = _uptime(root)
    found["reboot_pending"] = _reboot_pending(root, release)


def _os_release(root: str, errors: list[str]) -> dict[str, str]:
    for path in ("/etc/os-release", "/usr/lib/os-release"):
        try:
            text = read_text_or_none(root, path)
        except OSError as problem:
            errors.append(error_text(problem, "os-release"))
            continue
        if text is not None:
            return read_os_release(text)
    return {}


def _init(root: str) -> str | None:
    try:
        return short_or_none(read_text(root, "/proc/1/comm", 64).strip())
    except OSError:
        return "systemd" if exists(root, "/run/systemd/system") else None


def _uptime(root: str) -> float | None:
    try:
        seconds = float(read_text(root, "/proc/uptime", 64).split()[0])
    except (OSError, ValueError, IndexError):
        return None
    return seconds if 0 <= seconds < 1e12 else None


def _reboot_pending(root: str, release: dict[str, str]) -> bool | None:
    if any(exists(root, path) for path in REBOOT_MARKS):
        return True
    families = {release.get("ID", ""), *release.get("ID_LIKE", "").split()}
    return False if families & MARKING_FAMILIES else None
