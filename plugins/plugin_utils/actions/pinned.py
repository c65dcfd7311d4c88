# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A vendor's file that lies on the control node: verified here, before any of it is sent."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ansible.errors import AnsibleActionFail

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.installing.checksum import (
    NotVerified,
    digest_of_file,
    expected_digest,
    verify,
)


def pinned_file(arguments: dict[str, Any], failed: str) -> Path | None:
    """Takes `file` out of a module's arguments and returns it, if it has the SHA-256 `checksum`; None where the module fetches a `url` itself."""
    given = arguments.pop("file", None)
    if not given:
        return None
    if arguments.get("url"):
        raise AnsibleActionFail(f"{failed}: either url or file is given, not both")
    file = Path(str(given)).expanduser()
    try:
        verify(digest_of_file(str(file)), expected_digest(str(arguments.get("checksum") or "")), str(file))
    except NotVerified as problem:
        raise AnsibleActionFail(f"{failed}: {problem}") from problem
    except OSError as problem:
        raise AnsibleActionFail(f"{failed}: {file} cannot be read ({problem.strerror})") from problem
    return file
