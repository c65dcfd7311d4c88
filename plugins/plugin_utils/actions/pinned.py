# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A vendor's file that lies on the control node: read once for all hosts, and what was verified is what is sent."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from ansible import constants
from ansible.errors import AnsibleActionFail

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.installing.checksum import NotVerified, expected_digest, verify
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run import files

_CHUNK = 1024 * 1024


def pinned_file(arguments: dict[str, Any], failed: str) -> Path | None:
    """Takes `file` out of a module's arguments and returns a copy of it that has the SHA-256 `checksum`; None where the module fetches a `url` itself."""
    given = arguments.pop("file", None)
    if not given:
        return None
    if arguments.get("url"):
        raise AnsibleActionFail(f"{failed}: either url or file is given, not both")
    file = Path(str(given)).expanduser()
    try:
        return verified_copy(file, str(arguments.get("checksum") or ""))
    except NotVerified as problem:
        raise AnsibleActionFail(f"{failed}: {problem}") from problem
    except OSError as problem:
        raise AnsibleActionFail(f"{failed}: {file} cannot be read ({problem.strerror})") from problem


def verified_copy(file: Path, checksum: str) -> Path:
    """A private copy of the file that has this SHA-256: of several workers the first makes it. Raises NotVerified or OSError.

    It lies in the folder that Ansible has for all workers of one process and removes at its end.
    """
    expected = expected_digest(checksum)
    copy, digest = _copied(file, Path(constants.DEFAULT_LOCAL_TMP))
    verify(digest, expected, str(file))
    return copy


def _copied(file: Path, folder: Path) -> tuple[Path, str]:
    """The copy and its SHA-256. A file that has changed since is another one."""
    stamp = file.stat()
    name = hashlib.sha256(f"{file.absolute()} {stamp.st_mtime_ns} {stamp.st_size}".encode()).hexdigest()
    copy, told = folder / name, folder / f"{name}.json"
    with files.locked(folder / f"{name}.lock"):
        if not told.exists():
            files.write_json(told, _copy(file, copy))
        return copy, files.read_json(told, _CHUNK)


def _copy(file: Path, copy: Path) -> str:
    digest = hashlib.sha256()
    with file.open("rb") as source, files.private_file(copy) as target:
        while chunk := source.read(_CHUNK):
            digest.update(chunk)
            target.write(chunk)
    return digest.hexdigest()
