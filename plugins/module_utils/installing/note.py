# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The note in a folder that our own roles unpacked, which says from what archive.

`{"format": 1, "archive": "<SHA-256>"}`. Anyone with administrator rights could write it: it tells what we put there, and proves nothing else.
"""

from __future__ import annotations

import json
import os
import re

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.reading.files import read_text_or_none

NAME = ".bauer_group.remote_maintenance.json"

_LIMIT = 4096
_DIGEST = re.compile(r"[0-9a-f]{64}")


def name_beside(folder: str) -> str:
    """What the names of folders begin with that are made beside `folder` while it is replaced."""
    return f".{os.path.basename(folder)}.bauer_group."


def installed_from(root: str, folder: str) -> str | None:
    """Return the SHA-256 of the archive that `folder` came from, None where no note says so; raises OSError."""
    text = read_text_or_none(root, f"{folder}/{NAME}", _LIMIT)
    try:
        found = json.loads(text) if text else {}
    except (ValueError, RecursionError):
        return None
    archive = found.get("archive") if isinstance(found, dict) else None
    return archive if isinstance(archive, str) and _DIGEST.fullmatch(archive) else None


def leave_note(folder: str, archive: str) -> None:
    path = os.path.join(folder, NAME)
    with open(path, "w", encoding="utf-8") as target:
        json.dump({"format": 1, "archive": archive}, target)
    os.chmod(path, 0o644)
