# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The vendor's package source as a machine's package manager reads it."""

from __future__ import annotations

from typing import Mapping, NamedTuple

_MARK = "# Written by bauer_group.remote_maintenance; changes are overwritten.\n"


class SourceFiles(NamedTuple):
    """Texts by path; the source's file is the one that counts, the keyring the one it names."""

    keyring: str
    key: str
    source: str
    entry: str

    def texts(self) -> dict:
        return {self.keyring: self.key, self.source: self.entry}


def apt_source(repository: Mapping) -> SourceFiles:
    """deb822, with a keyring of its own that no other source trusts."""
    name = repository["name"]
    keyring = f"/etc/apt/keyrings/{name}.asc"
    lines = (
        "Types: deb",
        f"URIs: {repository['apt_url']}",
        f"Suites: {repository['apt_suite']}",
        f"Components: {repository['apt_component']}",
        f"Signed-By: {keyring}",
    )
    return SourceFiles(keyring, _ended(repository["key"]), f"/etc/apt/sources.list.d/{name}.sources", _MARK + "\n".join(lines) + "\n")


def rpm_source(repository: Mapping, folder: str) -> SourceFiles:
    """`folder`: where the package manager keeps repository files."""
    name = repository["name"]
    keyring = f"/etc/pki/rpm-gpg/{name}.asc"
    lines = (
        f"[{name}]",
        f"name={name}",
        f"baseurl={repository['rpm_url']}",
        "enabled=1",
        "gpgcheck=1",
        "repo_gpgcheck=1",
        f"gpgkey=file://{keyring}",
        "autorefresh=1",
        "type=rpm-md",
        # Else a source that cannot be read or is signed by another key counts as one that has nothing.
        "skip_if_unavailable=0",
    )
    return SourceFiles(keyring, _ended(repository["key"]), f"{folder}/{name}.repo", _MARK + "\n".join(lines) + "\n")


def _ended(text: str) -> str:
    return text.strip() + "\n"
