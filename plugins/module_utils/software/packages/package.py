# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What every package database tells of one package."""

from __future__ import annotations

from typing import Callable, NamedTuple

PRESENT = "present"
RESIDUAL = "residual"

#: Whether a package of that name is asked for.
Wanted = Callable[[str], bool]


class Package(NamedTuple):
    """`state` is `present`, or `residual` where only its configuration is left."""

    name: str
    version: str
    state: str = PRESENT


class UnreadableDatabase(Exception):
    """A package database that is there and cannot be read; the text says why."""
