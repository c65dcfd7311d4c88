# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""All sources of updates the machine is configured with."""

from __future__ import annotations

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.hygiene.text import error_text
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.reading.files import read_text_or_none
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.system.os_release import read_os_release
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.updates import apt, dnf, pacman, zypper
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.updates.model import Source, target_of

LIMIT = 300


def collect_sources(root: str, system: str, found: list[str], errors: list[str]) -> list[Source]:
    """Return the sources, each address of a manager once; the managers' names are added to `found`."""
    if system == "macos":
        # Apple's updates come from servers that no file names.
        found.append("softwareupdate")
        return []
    release = _release(root, errors)
    sources: list[Source] = []
    if apt.is_used(root):
        found.append("apt")
        sources.extend(apt.apt_sources(root, errors))
    # SUSE ships empty folders of the other managers.
    if zypper.is_used(root):
        found.append("zypper")
        sources.extend(zypper.zypper_sources(root, release, errors))
    for manager in dnf.managers(root):
        found.append(manager)
        sources.extend(dnf.dnf_sources(root, manager, release, errors))
    if pacman.is_used(root):
        found.append("pacman")
        sources.extend(pacman.pacman_sources(root, errors))
    if any(source.kind != "local" and target_of(source.url) is None for source in sources):
        errors.append("sources that are reached by another method than HTTP were not asked")
    return _distinct(sources, errors)


def _release(root: str, errors: list[str]) -> dict[str, str]:
    try:
        return read_os_release(read_text_or_none(root, "/etc/os-release") or "")
    except OSError as problem:
        errors.append(error_text(problem, "os-release"))
        return {}


def _distinct(sources: list[Source], errors: list[str]) -> list[Source]:
    chosen: dict[tuple[str, str], Source] = {}
    for source in sources:
        chosen.setdefault((source.manager, source.url), source)
    if len(chosen) > LIMIT:
        errors.append(f"only the first {LIMIT} of {len(chosen)} sources were asked")
    return list(chosen.values())[:LIMIT]
