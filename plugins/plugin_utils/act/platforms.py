# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a machine is, in the acting half's words, and how a vendor names it: its system, package format and architecture."""

from __future__ import annotations

from collections.abc import Mapping

LINUX = "linux"
WINDOWS = "windows"

DEB = "deb"
RPM = "rpm"

_FAMILIES = {DEB: {"debian", "ubuntu"}, RPM: {"rhel", "fedora", "centos", "suse", "opensuse", "sles"}}
_DEB_NAMES = {"x86_64": "amd64", "aarch64": "arm64", "armv7l": "armhf", "armv6l": "armhf", "i686": "i386"}
_RPM_NAMES = {"armv7l": "armv7hl"}


def system(platform: Mapping | None) -> str | None:
    """`linux`, `windows`, `macos` or `other`; None where nothing is known. `platform` is an observation's."""
    return (platform or {}).get("system")


def package_format(platform: Mapping | None) -> str | None:
    """`deb` or `rpm`, None where os-release tells neither. `platform` is an observation's."""
    platform = platform or {}
    names = {str(platform.get("distribution")), *platform.get("family", ())}
    # As in opensuse-leap.
    names |= {name.partition("-")[0] for name in names}
    return next((kind for kind, known in _FAMILIES.items() if names & known), None)


def architecture(platform: Mapping | None, kind: str) -> str:
    machine = str((platform or {}).get("architecture") or "")
    return (_DEB_NAMES if kind == DEB else _RPM_NAMES).get(machine, machine)
