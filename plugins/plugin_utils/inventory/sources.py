# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which of an inventory's sources Ansible could not read. It warns and goes on with what it had read until then: hosts, whole customers are missing."""

from __future__ import annotations

import os
from collections.abc import Iterator

from ansible.inventory.manager import IGNORED, InventoryManager
from ansible.utils.path import unfrackpath

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.problems import Problem, shown


def unread_sources(inventory: InventoryManager) -> list[str]:
    """One line for each source that no inventory plugin could read; none where this ansible-core does not tell."""
    read = getattr(getattr(inventory, "_inventory", None), "processed_sources", None)
    if read is None:
        return []
    files = (file for source in getattr(inventory, "_sources", None) or () if source for file in _files(source))
    return [str(Problem("inventory", "", shown(file), "a source that Ansible can read; hosts of it are missing")) for file in files if file not in read]


def _files(source: str) -> Iterator[str]:
    """The source itself, or all that Ansible looks at in the folder that it is."""
    if "," in source:
        yield source
        return
    path = unfrackpath(source, follow=False)
    if os.path.isdir(path):
        for name in sorted(os.listdir(path)):
            if not IGNORED.search(os.fsencode(name)):
                yield from _files(os.path.join(path, name))
    elif os.path.exists(path):
        yield path
