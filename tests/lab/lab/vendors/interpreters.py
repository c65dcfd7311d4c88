# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Programs of doubles in Python: in the repository they begin as `ansible-test sanity` allows, on a host as its system knows Python."""
from __future__ import annotations

from pathlib import Path

_ANY = b"#!/usr/bin/env python\n"
_SYSTEMS = b"#!/usr/bin/python3\n"


def use_systems_python(tree: Path) -> None:
    """In all files of a package before it is built."""
    for path in tree.rglob("*"):
        if path.is_file() and not path.is_symlink() and path.read_bytes().startswith(_ANY):
            path.write_bytes(_SYSTEMS + path.read_bytes().removeprefix(_ANY))
