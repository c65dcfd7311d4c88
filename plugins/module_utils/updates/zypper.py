# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The repositories and services of zypper: from their configuration to what is asked."""

from __future__ import annotations

import os

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.hygiene.text import error_text
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.reading.files import exists, names_in, read_text_or_none
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.reading.ini import is_true, sections
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.updates.dnf import sources_of
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.updates.model import Source, joined
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.updates.rpm_variables import substituted, variables

REPOSITORIES = "/etc/zypp/repos.d"
SERVICES = "/etc/zypp/services.d"
SERVICE_INDEX = "repo/repoindex.xml"


def is_used(root: str) -> bool:
    """Tell whether the machine has zypper."""
    return exists(root, REPOSITORIES) or exists(root, "/usr/bin/zypper")


def zypper_sources(root: str, release: dict[str, str], errors: list[str]) -> list[Source]:
    """Return what is switched on; what one file cannot be read does not cost the others."""
    known = variables(root, ("/etc/zypp/vars.d",), release, os.uname().machine)
    found: list[Source] = []
    for folder, ending in ((REPOSITORIES, ".repo"), (SERVICES, ".service")):
        for path, name, values in _sections(root, folder, ending, errors):
            if is_true(values.get("enabled", "1")):
                filled = {key: substituted(value, known) for key, value in values.items()}
                found.extend(sources_of("zypper", substituted(name, known), filled, path) if ending == ".repo" else _service(name, filled, path))
    return found


def _sections(root: str, folder: str, ending: str, errors: list[str]) -> list[tuple[str, str, dict[str, str]]]:
    found = []
    try:
        paths = [f"{folder}/{name}" for name in names_in(root, folder, (ending,))]
    except OSError as problem:
        errors.append(error_text(problem, folder))
        return []
    for path in paths:
        try:
            text = read_text_or_none(root, path) or ""
        except OSError as problem:
            errors.append(error_text(problem, path))
            continue
        found.extend((path, name, values) for name, values in sections(text))
    return found


def _service(name: str, values: dict[str, str], path: str) -> list[Source]:
    url = values.get("url", "").strip()
    if not url.startswith(("http://", "https://")):
        # One that is a program is not asked; its repositories are.
        return []
    return [Source("zypper", name, "server", joined(url, SERVICE_INDEX), file=path, part=name)]
