# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Debian's package database: /var/lib/dpkg/status."""

from __future__ import annotations

import re
from typing import Iterator

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.reading.files import read_bytes
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.software.packages.package import PRESENT, RESIDUAL, Package, Wanted

_STATUS = "/var/lib/dpkg/status"
_LIMIT = 64 * 1024 * 1024
_NAME = re.compile(rb"^Package:[ \t]*([^\s]{1,300})", re.MULTILINE)
_FIELD = re.compile(rb"^(Status|Version):[ \t]*([^\r\n]{0,300})", re.MULTILINE)
# Unpacked, half configured and the like: its programs are on the disk.
_STATES = {b"config-files": RESIDUAL, b"half-installed": RESIDUAL, b"not-installed": None}


def installed(root: str, wanted: Wanted) -> Iterator[Package]:
    """Yield the wanted packages; raises OSError where there is no such database."""
    content = read_bytes(root, _STATUS, _LIMIT)
    for found in _NAME.finditer(content):
        name = found.group(1).decode("utf-8", "replace")
        if wanted(name):
            end = content.find(b"\n\n", found.end())
            fields = dict(_FIELD.findall(content[found.end() : end if end >= 0 else len(content)]))
            words = fields.get(b"Status", b"").split()
            state = _STATES.get(words[-1], PRESENT) if words else None
            if state:
                yield Package(name, fields.get(b"Version", b"").strip().decode("utf-8", "replace"), state)
