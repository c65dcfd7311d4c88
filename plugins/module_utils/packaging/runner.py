# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Runs package managers: no question is ever asked, nothing runs for ever, and what is said is said in English."""

from __future__ import annotations

import os
from typing import Sequence

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.installing.unattended import TIMED_OUT, unattended
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.packaging.failure import PackageFailure, told_by

_ENVIRONMENT = {
    "LC_ALL": "C",
    "LANG": "C",
    "DEBIAN_FRONTEND": "noninteractive",
    "DEBIAN_PRIORITY": "critical",
    "APT_LISTCHANGES_FRONTEND": "none",
    "APT_LISTBUGS_FRONTEND": "none",
    "NEEDRESTART_MODE": "l",
    "NEEDRESTART_SUSPEND": "1",
    "UCF_FORCE_CONFFOLD": "1",
}
_GRACE = 30


class Runner:
    """`seconds`: that one program may take. It is then ended, and the next run repairs what that has left."""

    def __init__(self, module, seconds: int) -> None:
        self._module = module
        self._seconds = seconds

    def run(self, *command: str, done: Sequence[int] = (0,)) -> str:
        """The program's output; raises PackageFailure where it ends with another code than those."""
        code, output = self.attempt(*command)
        if code in TIMED_OUT:
            raise PackageFailure("timeout", f"{command[0]}, {self._seconds} s", output)
        if code not in done:
            reason = told_by(output)
            raise PackageFailure(reason, full_disk() if reason == "disk_full" else "", output)
        return output

    def attempt(self, *command: str) -> tuple:
        """Exit code and output of a program that may fail."""
        bounded = unattended(command, self._seconds, _GRACE)
        code, out, err = self._module.run_command(bounded, environ_update=_ENVIRONMENT, use_unsafe_shell=False, errors="replace")
        return code, out + err


def full_disk(folders: Sequence[str] = ("/", "/opt", "/usr", "/var", "/var/cache/apt/archives", "/tmp")) -> str:
    """Which of the file systems that installations need has the least free space, and how much."""
    free = {}
    for folder in folders:
        try:
            found = os.statvfs(folder)
        except OSError:
            continue
        free.setdefault(found.f_bavail * found.f_frsize, folder)
    if not free:
        return ""
    least = min(free)
    return f"{free[least]} has {least // (1024 * 1024)} MB left"
