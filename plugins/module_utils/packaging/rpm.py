# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The RHEL family: dnf (or yum in its place) and rpm."""

from __future__ import annotations

import os
from typing import Mapping

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.packaging.failure import PackageFailure
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.packaging.locks import wait_for
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.packaging.repository import SourceFiles, rpm_source
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.packaging.rpm_versions import older
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.packaging.runner import Runner

_LOCKS = ("/var/lib/rpm/.rpm.lock", "/usr/lib/sysimage/rpm/.rpm.lock")


class Rpm:
    """What all package managers over rpm have in common. A subclass says how it installs."""

    FOLDER = "/etc/yum.repos.d"
    ENDING = ".rpm"

    def __init__(self, runner: Runner, lock_timeout: int) -> None:
        self._runner = runner
        self._lock_timeout = lock_timeout

    def wait(self) -> None:
        wait_for(_LOCKS, self._lock_timeout)

    def source_files(self, repository: Mapping) -> SourceFiles:
        return rpm_source(repository, self.FOLDER)

    def installed(self, name: str) -> str | None:
        code, output = self._runner.attempt("rpm", "--query", "--queryformat", "%{VERSION}\\n", name)
        return output.split()[0] if code == 0 and output.split() else None

    def leftover(self, name: str) -> bool:
        return self.installed(name) is not None

    def repair(self, name: str, dry: bool) -> bool:
        """rpm's transactions are finished by the next one; there is nothing that has to be done before."""
        return False

    def older(self, one: str, other: str) -> bool:
        return older(one, other)

    def version_of_file(self, path: str, name: str) -> str:
        found = self._runner.run("rpm", "--query", "--package", "--nosignature", "--queryformat", "%{NAME} %{VERSION}\\n", path).split()
        if len(found) < 2 or found[-2] != name:
            raise PackageFailure("not_verified", f"the file holds {' '.join(found)[:100]}, not {name}")
        return found[-1]


class Dnf(Rpm):
    PROGRAMS = ("dnf", "rpm")
    PROGRAM = "dnf"

    def refresh(self, source: SourceFiles) -> None:
        self._dnf("makecache", "--disablerepo=*", f"--enablerepo={_name(source)}", "--refresh")

    def newest(self, name: str) -> list[str]:
        _code, output = self._runner.attempt(self.PROGRAM, "-q", "repoquery", "--queryformat", "%{version}\n", name)
        found = [line.strip() for line in output.splitlines() if line.strip()[:1].isdigit()]
        return list(dict.fromkeys(reversed(found)))

    def install(self, name: str, version: str) -> None:
        self._dnf("install", f"{name}-{version}" if version else name)

    def install_file(self, path: str) -> None:
        # Its checksum vouches for it, given by whoever asked for it; a signature of the file's own may be there or not.
        self._dnf("install", "--nogpgcheck", path)

    def remove(self, name: str, dry: bool) -> bool:
        if not self.leftover(name):
            return False
        if not dry:
            self._dnf("remove", name)
        return True

    def clean(self, source: SourceFiles) -> None:
        self._runner.attempt(self.PROGRAM, "clean", "metadata", f"--enablerepo={_name(source)}")

    def _dnf(self, *words: str) -> str:
        return self._runner.run(self.PROGRAM, "-y", "--color=never", *words)


class Yum(Dnf):
    """RHEL 7 and older, where yum is no name for dnf."""

    PROGRAMS = ("yum", "rpm")
    PROGRAM = "yum"

    def refresh(self, source: SourceFiles) -> None:
        self._dnf("makecache", "--disablerepo=*", f"--enablerepo={_name(source)}")


def _name(source: SourceFiles) -> str:
    return os.path.basename(source.source).rpartition(".")[0]
