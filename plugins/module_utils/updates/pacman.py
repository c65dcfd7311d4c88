# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""pacman's repositories: from its configuration to what is asked."""

from __future__ import annotations

import os

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.hygiene.text import error_text
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.reading.files import below, exists, names_in, read_text_or_none
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.updates.model import Source, is_local, joined

CONFIGURATION = "/etc/pacman.conf"
SERVERS_ASKED = 3
INCLUDES_LIMIT = 100


def is_used(root: str) -> bool:
    """Tell whether the machine has pacman."""
    return exists(root, CONFIGURATION)


def read_configuration(text: str) -> list[tuple[str, str, str]]:
    """Return (section, key in lower case, value) in the file's order."""
    found = []
    section = ""
    for line in text.splitlines():
        line = line.partition("#")[0].strip()
        if line.startswith("[") and line.endswith("]"):
            section = line[1:-1].strip()
        elif line:
            key, _equals, value = line.partition("=")
            found.append((section, key.strip().lower(), value.strip()))
    return found


def pacman_sources(root: str, errors: list[str]) -> list[Source]:
    """Return the first servers of each repository: pacman takes the next one only where one fails."""
    try:
        lines = _included(root, read_configuration(read_text_or_none(root, CONFIGURATION) or ""), errors)
    except OSError as problem:
        errors.append(error_text(problem, CONFIGURATION))
        return []
    architecture = next((value.split()[0] for section, key, value in lines if (section, key) == ("options", "architecture") and value.split()), "auto")
    if architecture == "auto":
        architecture = os.uname().machine
    found: list[Source] = []
    asked: dict[str, int] = {}
    for section, key, value in lines:
        if section == "options" or key != "server" or asked.get(section, 0) >= SERVERS_ASKED:
            continue
        asked[section] = asked.get(section, 0) + 1
        server = value.replace("$repo", section).replace("$arch", architecture)
        kind = "local" if is_local(server) else "baseurl"
        found.append(Source("pacman", section, kind, joined(server, f"{section}.db"), file=CONFIGURATION, part=section))
    return found


def _included(root: str, lines: list[tuple[str, str, str]], errors: list[str]) -> list[tuple[str, str, str]]:
    """Replace includes by what they hold. An included file belongs to the section that names it; none includes another here."""
    whole = []
    for section, key, value in lines:
        if key != "include":
            whole.append((section, key, value))
            continue
        for path in _matching(root, value)[:INCLUDES_LIMIT]:
            try:
                text = read_text_or_none(root, path) or ""
            except OSError as problem:
                errors.append(error_text(problem, path))
                continue
            whole.extend((inner or section, name, said) for inner, name, said in read_configuration(text) if name != "include")
    return whole


def _matching(root: str, pattern: str) -> list[str]:
    folder, slash, name = pattern.rpartition("/")
    if "*" not in name:
        return [pattern]
    before, _star, behind = name.partition("*")
    if not os.path.isdir(below(root, folder)):
        return []
    return [f"{folder}{slash}{found}" for found in names_in(root, folder) if found.startswith(before) and found.endswith(behind)]
