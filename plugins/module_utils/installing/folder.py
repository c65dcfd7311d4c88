# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A folder replaced or removed as a whole: whoever looks finds the old one, for a moment none, or the new one, and never a part."""

from __future__ import annotations

import os
import shutil
import tempfile

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.installing.note import name_beside


def new_beside(folder: str) -> str:
    """Return a new, hidden folder for root alone on the same file system as `folder`."""
    os.makedirs(os.path.dirname(folder), mode=0o755, exist_ok=True)
    return tempfile.mkdtemp(prefix=name_beside(folder), dir=os.path.dirname(folder))


def put_in_place(new: str, folder: str) -> None:
    """Make `new` the folder, and take away what was there."""
    old = _set_aside(folder)
    os.chmod(new, 0o755)
    os.rename(new, folder)
    shutil.rmtree(old)


def take_away(folder: str) -> None:
    shutil.rmtree(_set_aside(folder))


def remains(folder: str) -> list[str]:
    """What an attempt that was broken off left beside the folder."""
    parent = os.path.dirname(folder)
    names = os.listdir(parent) if os.path.isdir(parent) else []
    return [os.path.join(parent, name) for name in sorted(names) if name.startswith(name_beside(folder))]


def _set_aside(folder: str) -> str:
    aside = new_beside(folder)
    if os.path.lexists(folder):
        os.rename(folder, os.path.join(aside, "old"))
    return aside
