# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Debian and Ubuntu: apt-get and dpkg, without any Python of theirs."""

from __future__ import annotations

import os
import re
from typing import Mapping

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.packaging.failure import PackageFailure, told_by
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.packaging.locks import wait_for
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.packaging.repository import SourceFiles, apt_source
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.packaging.runner import Runner

PROGRAMS = ("apt-get", "dpkg-query")

_LOCKS = ("/var/lib/dpkg/lock-frontend", "/var/lib/dpkg/lock", "/var/lib/apt/lists/lock", "/var/cache/apt/archives/lock")
_HALF_DONE = ("half-installed", "unpacked", "half-configured", "triggers-awaited", "triggers-pending")
_UPDATES = "/var/lib/dpkg/updates"
# A conffile that both sides have changed keeps the machine's version, and nobody is asked.
_NEVER_ASK = ("-o", "Dpkg::Options::=--force-confdef", "-o", "Dpkg::Options::=--force-confold", "-o", "Dpkg::Use-Pty=0", "-o", "APT::Color=0")
_NOT_READ = re.compile(r"^(?:Err:|[WE]: (?:Failed|GPG|An error|Some index))", re.MULTILINE)
_CANDIDATE = re.compile(r"^\s*\S+\s*\|\s*(\S+)\s*\|", re.MULTILINE)


class Apt:
    """`lock_timeout`: seconds to wait for whoever holds the package database."""

    ENDING = ".deb"

    def __init__(self, runner: Runner, lock_timeout: int) -> None:
        self._runner = runner
        self._lock_timeout = lock_timeout

    def wait(self) -> None:
        wait_for(_LOCKS, self._lock_timeout)

    def source_files(self, repository: Mapping) -> SourceFiles:
        return apt_source(repository)

    def installed(self, name: str) -> str | None:
        """The version of a package that is installed whole; None where it is not, or not whole."""
        words = self._status(name)
        return words[3] if words[:3] == ["install", "ok", "installed"] else None

    def leftover(self, name: str) -> bool:
        """Whether anything of a package is left that a purge would take away."""
        return self._status(name)[2:3] not in ([], ["not-installed"])

    def repair(self, name: str, dry: bool) -> bool:
        """Finish what a crash has left half done; returns whether there was anything. Raises PackageFailure."""
        half = self._status(name)[1:3]
        broken = bool(_pending()) or (len(half) == 2 and (half[0] != "ok" or half[1] in _HALF_DONE))
        if not broken or dry:
            return broken
        if "reinstreq" in half:
            # Nothing else can be configured while dpkg wants the lost archive of this one back.
            self._runner.attempt("dpkg", "--remove", "--force-remove-reinstreq", name)
        code, output = self._runner.attempt("dpkg", "--configure", "-a", "--force-confdef", "--force-confold")
        if code and not self._mended(name):
            raise PackageFailure("interrupted", output=output)
        return True

    def _mended(self, name: str) -> bool:
        """Whether the damage was this very package's, and it is out of the way."""
        self._runner.attempt("dpkg", "--remove", "--force-remove-reinstreq", name)
        code, _output = self._runner.attempt("dpkg", "--configure", "-a", "--force-confdef", "--force-confold")
        return code == 0

    def refresh(self, source: SourceFiles) -> None:
        """Read our source anew; the machine's others are neither asked nor waited for."""
        output = self._apt(
            "update", "-o", f"Dir::Etc::sourcelist={source.source}", "-o", "Dir::Etc::sourceparts=-", "-o", "APT::Get::List-Cleanup=0",
            "-o", "APT::Update::Error-Mode=any", "-o", "Acquire::Retries=2",
        )
        # Before apt 2.1.13 an index that could not be had is no failure.
        if _NOT_READ.search(output):
            raise PackageFailure(told_by(output), output=output)

    def newest(self, name: str) -> list[str]:
        """Versions that could be installed, the newest first."""
        _code, output = self._runner.attempt("apt-cache", "madison", name)
        return list(dict.fromkeys(_CANDIDATE.findall(output)))

    def older(self, one: str, other: str) -> bool:
        code, _output = self._runner.attempt("dpkg", "--compare-versions", one, "lt", other)
        return code == 0

    def install(self, name: str, version: str) -> None:
        self._install(f"{name}={version}" if version else name)

    def install_file(self, path: str) -> None:
        self._install(path)

    def version_of_file(self, path: str, name: str) -> str:
        """Raises PackageFailure where the file is no such package."""
        found = self._runner.run("dpkg-deb", "--field", path, "Package", "Version").splitlines()
        fields = dict(line.split(": ", 1) for line in found if ": " in line)
        if fields.get("Package") != name:
            raise PackageFailure("not_verified", f"the file holds {str(fields.get('Package'))[:100]}, not {name}")
        return fields.get("Version", "")

    def remove(self, name: str, dry: bool) -> bool:
        """Take the package and its configuration away."""
        if not self.leftover(name):
            return False
        if not dry:
            self._apt("purge", "--yes", "--allow-change-held-packages", name)
        return True

    def clean(self, source: SourceFiles) -> None:
        """Forget what was read from a source that is no more."""

    def _install(self, what: str) -> None:
        """With the lists that the machine has; where they lack what the package needs, they are read anew, once."""
        command = ("install", "--yes", "--no-install-recommends", "--no-remove", "--allow-change-held-packages", what)
        try:
            self._apt(*command)
        except PackageFailure as failure:
            if failure.reason not in ("dependencies", "source_unreachable"):
                raise
            self._runner.attempt("apt-get", "update", "-o", f"DPkg::Lock::Timeout={self._lock_timeout}")
            self._apt(*command)

    def _apt(self, *words: str) -> str:
        return self._runner.run("apt-get", *_NEVER_ASK, "-o", f"DPkg::Lock::Timeout={self._lock_timeout}", *words)

    def _status(self, name: str) -> list[str]:
        code, output = self._runner.attempt("dpkg-query", "--show", "--showformat", "${Status} ${Version}", name)
        return output.split() if code == 0 else []


def _pending() -> list[str]:
    """What dpkg was cut off in; its own sign for it."""
    try:
        return [entry for entry in os.listdir(_UPDATES) if entry.isdigit()]
    except OSError:
        return []
