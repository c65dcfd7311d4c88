# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Which package manager a machine has."""

from __future__ import annotations

import shutil

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.packaging import apt, rpm, zypper
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.packaging.failure import PackageFailure
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.packaging.runner import Runner

SEARCH_PATH = "/usr/sbin:/usr/bin:/sbin:/bin"
_KNOWN = (
    (apt.PROGRAMS, apt.Apt),
    (rpm.Dnf.PROGRAMS, rpm.Dnf),
    (zypper.Zypper.PROGRAMS, zypper.Zypper),
    (rpm.Yum.PROGRAMS, rpm.Yum),
)


def package_manager(runner: Runner, lock_timeout: int):
    """The first of apt, dnf, zypper and yum whose programs are there; raises PackageFailure."""
    for programs, manager in _KNOWN:
        if all(shutil.which(program, path=SEARCH_PATH) for program in programs):
            return manager(runner, lock_timeout)
    raise PackageFailure("no_manager")
