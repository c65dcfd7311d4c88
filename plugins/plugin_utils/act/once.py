# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is had once in a run for all of its hosts: a vendor's key, the latest version."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run.store import RunDirectory


def once(run: RunDirectory | None, kind: str, key: str, have: Callable[[], Any]) -> Any:
    """What `have` returns (plain JSON types): of several workers the first has it, the others read it. Without a run everybody has it anew."""
    if run is None:
        return have()
    name = f"{kind}-{hashlib.sha256(key.encode()).hexdigest()[:16]}"
    with run.lock(name):
        known = run.read_document(name)
        if known is None:
            known = {"value": have()}
            run.write_document(name, known)
    return known["value"]
