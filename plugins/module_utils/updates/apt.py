# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""apt's sources: from its configuration to what is asked."""

from __future__ import annotations

import os

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.hygiene.text import error_text
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.reading.files import exists, names_in, read_text, read_text_or_none
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.updates import apt_deb822, apt_one_line
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.updates.apt_one_line import Entry
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.updates.model import Source, is_local, joined

LISTS = "/var/lib/apt/lists"
MIRRORS_ASKED = 3

# What apt escapes in the names of the files it keeps.
_ESCAPED_IN_NAMES = "\\|{}[]<>\"^~_=!@#$%^&*"

# Debian's names for what the kernel calls otherwise (dpkg's cputable).
ARCHITECTURES = {
    "x86_64": "amd64",
    "aarch64": "arm64",
    "armv7l": "armhf",
    "armv6l": "armel",
    "i686": "i386",
    "i586": "i386",
    "ppc64le": "ppc64el",
}


def is_used(root: str) -> bool:
    """Tell whether the machine has apt."""
    return exists(root, "/etc/apt") and (exists(root, "/usr/bin/apt-get") or exists(root, "/var/lib/dpkg/status"))


def apt_sources(root: str, errors: list[str]) -> list[Source]:
    """Return the configured archives; what one file cannot be read does not cost the others."""
    architecture = _architecture(root)
    found: list[Source] = []
    for path, read in _files(root, errors):
        try:
            entries = read(read_text_or_none(root, path) or "")
        except OSError as problem:
            errors.append(error_text(problem, path))
            continue
        for entry in entries:
            found.extend(_sources_of(root, path, _expanded(entry, architecture), errors))
    return found


def _files(root: str, errors: list[str]) -> list:
    files = [("/etc/apt/sources.list", apt_one_line.entries)]
    try:
        for name in names_in(root, "/etc/apt/sources.list.d", (".list", ".sources")):
            files.append((f"/etc/apt/sources.list.d/{name}", apt_one_line.entries if name.endswith(".list") else apt_deb822.entries))
    except OSError as problem:
        errors.append(error_text(problem, "sources.list.d"))
    return files


def _architecture(root: str) -> str:
    try:
        said = read_text(root, "/var/lib/dpkg/arch", 64).split()
    except OSError:
        said = []
    machine = os.uname().machine
    return said[0] if said else ARCHITECTURES.get(machine, machine)


def _expanded(entry: Entry, architecture: str) -> Entry:
    return entry._replace(uri=entry.uri.replace("$(ARCH)", architecture), suite=entry.suite.replace("$(ARCH)", architecture))


def _sources_of(root: str, path: str, entry: Entry, errors: list[str]) -> list[Source]:
    method, _colon, _rest = entry.uri.partition(":")
    common = Source("apt", " ".join([entry.suite, *entry.components]), "archive", entry.uri, file=path, signed_by=entry.signed_by)
    if method in ("http", "https"):
        return [_archive(root, common, entry.uri, entry.suite)]
    if method == "mirror+file":
        return _mirrors(root, common, entry, errors)
    if method in ("mirror", "mirror+http", "mirror+https"):
        scheme = "https" if method == "mirror+https" else "http"
        return [common._replace(kind="mirrorlist", url=entry.uri.replace(method, scheme, 1))]
    return [common._replace(kind="local") if is_local(entry.uri) else common]


def _archive(root: str, common: Source, uri: str, suite: str) -> Source:
    folder = suite if suite.endswith("/") else f"dists/{suite}/"
    url = joined(uri, folder.lstrip("/") + "InRelease")
    return common._replace(url=url, fallback=joined(uri, folder.lstrip("/") + "Release"), origin=_origin(root, url))


def _mirrors(root: str, common: Source, entry: Entry, errors: list[str]) -> list[Source]:
    """Sources of a list that lies on the machine itself; the first lines of it, as apt takes the next one only if one fails."""
    path = entry.uri.partition(":")[2]
    path = "/" + path.lstrip("/")
    try:
        lines = read_text(root, path).splitlines()
    except OSError as problem:
        errors.append(error_text(problem, "mirror+file"))
        return [common._replace(kind="local")]
    uris = [line.split()[0] for line in lines if line.strip() and not line.startswith("#")]
    return [_archive(root, common, uri, entry.suite) for uri in uris[:MIRRORS_ASKED] if uri.startswith(("http://", "https://"))]


def _origin(root: str, url: str) -> str | None:
    """Return whom the archive's release file names as its origin: apt has verified the file before it kept it."""
    kept = f"{LISTS}/{file_name(url)}"
    for path in (kept, kept[: -len("InRelease")] + "Release"):
        try:
            text = read_text(root, path, 4096)
        except OSError:
            continue
        for line in text.splitlines():
            name, _colon, value = line.partition(":")
            if name.lower() == "origin":
                return value.strip() or None
    return None


def file_name(url: str) -> str:
    """Return the name under which apt keeps what it got from `url`: no scheme, no user info, slashes as underscores."""
    place = url.partition("://")[2].partition("?")[0]
    authority, slash, path = place.partition("/")
    place = authority.rpartition("@")[2] + slash + path
    return "".join(f"%{ord(character):02x}" if character in _ESCAPED_IN_NAMES else character for character in place).replace("/", "_")
