# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The variables in the URLs of dnf, yum and zypper (dnf.conf(5))."""

from __future__ import annotations

import re

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.reading.files import names_in, read_text

ROUNDS = 4
TEXT_LIMIT = 4096

# Families whose repositories are named by the major release; Fedora and SUSE name the whole one.
# Assumed from their repository files; dnf itself asks the version of the package that provides the release.
MAJOR_ONLY = frozenset(["rhel", "centos", "almalinux", "rocky", "ol", "eurolinux", "oracle", "scientific"])

BASE_ARCHITECTURES = {"i386": "i386", "i486": "i386", "i586": "i386", "i686": "i386", "armv7l": "armhfp", "armv7hl": "armhfp", "armv6l": "armv6hl"}

_VARIABLE = re.compile(r"\$(?:\{(?P<braced>[A-Za-z0-9_]{1,64})\}|(?P<plain>[A-Za-z0-9_]{1,64}))")


def variables(root: str, folders: tuple[str, ...], release: dict[str, str], machine: str) -> dict[str, str]:
    """Return the variables that hold: what the system is, then the files in `folders`, later folders before earlier ones."""
    version = release.get("VERSION_ID", "")
    names = {release.get("ID", ""), *release.get("ID_LIKE", "").split()}
    is_major_only = bool(names & MAJOR_ONLY) and release.get("ID") != "fedora"
    major, _dot, minor = version.partition(".")
    found = {
        "releasever": major if is_major_only else version,
        "releasever_major": major,
        "releasever_minor": minor,
        "basearch": BASE_ARCHITECTURES.get(machine, machine),
        "arch": machine,
    }
    for folder in folders:
        for name in names_in(root, folder):
            try:
                lines = read_text(root, f"{folder}/{name}", TEXT_LIMIT).splitlines()
            except OSError:
                continue
            found[name] = lines[0].strip() if lines else ""
    return found


def substituted(text: str, known: dict[str, str]) -> str:
    """Return `text` with its variables filled in; one that is not known stays, as it does for the manager."""
    for _round in range(ROUNDS):
        filled = _VARIABLE.sub(lambda found: known.get(_name(found), found.group()), text)[:TEXT_LIMIT]
        if filled == text:
            break
        text = filled
    return text


def _name(found: re.Match[str]) -> str:
    return found.group("braced") or found.group("plain")
