# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The repositories of dnf and yum: from their configuration to what is asked."""

from __future__ import annotations

import os

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.hygiene.text import error_text
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.reading.files import exists, names_in, read_text_or_none
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.reading.ini import is_true, sections
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.updates.model import Source, is_local, joined
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.updates.rpm_variables import substituted, variables

FOLDERS = ("/etc/yum.repos.d", "/etc/distro.repos.d")
VARIABLE_FOLDERS = ("/etc/yum/vars", "/etc/dnf/vars")
MAIN_FILES = ("/etc/dnf/dnf.conf", "/etc/yum.conf")
BASES_ASKED = 3
METADATA = "repodata/repomd.xml"


def managers(root: str) -> list[str]:
    """Return which of the two the machine has."""
    has_dnf = exists(root, "/etc/dnf/dnf.conf") or exists(root, "/usr/bin/dnf") or exists(root, "/usr/bin/dnf5")
    if has_dnf:
        return ["dnf"]
    return ["yum"] if exists(root, "/etc/yum.conf") or exists(root, "/usr/bin/yum") else []


def dnf_sources(root: str, manager: str, release: dict[str, str], errors: list[str]) -> list[Source]:
    """Return the repositories that are switched on; what one file cannot be read does not cost the others."""
    known = variables(root, VARIABLE_FOLDERS, release, os.uname().machine)
    found: list[Source] = []
    for path in _files(root, errors):
        try:
            text = read_text_or_none(root, path) or ""
        except OSError as problem:
            errors.append(error_text(problem, path))
            continue
        for name, values in sections(text):
            if name != "main" and is_true(values.get("enabled", "1")):
                found.extend(sources_of(manager, substituted(name, known), {key: substituted(value, known) for key, value in values.items()}, path))
    return found


def _files(root: str, errors: list[str]) -> list[str]:
    paths = list(MAIN_FILES)
    for folder in FOLDERS:
        try:
            paths.extend(f"{folder}/{name}" for name in names_in(root, folder, (".repo",)))
        except OSError as problem:
            errors.append(error_text(problem, folder))
    return paths


def sources_of(manager: str, name: str, values: dict[str, str], path: str) -> list[Source]:
    """Return what is asked for one repository: its metalink or list of mirrors if it has one, else its first addresses."""
    common = Source(
        manager,
        name,
        "baseurl",
        "",
        file=path,
        signed_by=" ".join(values.get("gpgkey", "").split()) or None,
        part=name,
        without_proxy=values.get("proxy", "").strip().lower() in ("_none_", "none"),
    )
    for kind in ("metalink", "mirrorlist"):
        url = values.get(kind, "").strip()
        if url:
            # Both managers take a mirrorlist for a metalink where its address says so.
            return [_one(common, "metalink" if "metalink" in url else kind, url, url)]
    bases = values.get("baseurl", "").replace(",", " ").split()
    return [_one(common, "baseurl", base, joined(base, METADATA)) for base in bases[:BASES_ASKED]]


def _one(common: Source, kind: str, configured: str, asked: str) -> Source:
    return common._replace(kind="local", url=configured) if is_local(configured) else common._replace(kind=kind, url=asked)
