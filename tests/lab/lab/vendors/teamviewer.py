# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""TeamViewer as the lab plays it: package repositories, console, and clients on hosts (see ``vendor/README.md`` for what is assumed)."""
from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator

from lab import packages as programs
from lab.machines import Machine
from lab.paths import RUN
from lab.vendors import packages
from lab.vendors.console import Console
from lab.vendors.packages import Build
from lab.vendors.repositories import Repositories
from lab.vendors.signing import Key, Keyring

SITE = "/srv/lab/linux.teamviewer.com"
VERSIONS = ("15.58.4", "15.61.3")
_CONFIGURATION = "/opt/teamviewer/config/global.conf"
_PACKAGE = "/var/cache/lab-teamviewer.deb"
_SECONDS = 30


class TeamViewer:
    """The vendor while it serves (``lab.teamviewer.serving()``)."""

    def __init__(self, internet: Machine, machines: dict[str, Machine]) -> None:
        self._internet = internet
        self._machines = machines
        self._builds: dict[str, Build] = {}
        self._keyring: Keyring | None = None
        self._dnf = False
        self.key: Key
        """Which signs what is published."""
        self.console = Console(RUN / "teamviewer", internet.namespace)
        self.repositories: Repositories

    @contextlib.contextmanager
    def serving(self, *versions: str, dnf: bool = False) -> Iterator[TeamViewer]:
        """Repositories with these versions (VERSIONS if none are named), for dnf too if wanted, and a console without devices."""
        if self._internet.leader is None:
            raise RuntimeError("the lab is not up")
        if dnf:
            programs.install(programs.missing(programs.PROGRAMS_FOR_DNF))
        self._forget_downloads()
        self._keyring = Keyring()
        self._dnf = dnf
        self.repositories = Repositories(self._internet.path(SITE))
        try:
            self.console.start()
            self.key = self._keyring.new()
            self._builds = {version: self._build(version) for version in versions or VERSIONS}
            self._publish()
            yield self
        finally:
            self.repositories.withdraw()
            self.console.stop()
            self._keyring.close()

    def _forget_downloads(self) -> None:
        """apt takes a package it once kept for the one in the index where their sizes are equal; what was built before may have that size."""
        for machine in self._machines.values():
            for kept in machine.path("/var/cache/apt/archives").glob("teamviewer*.deb"):
                kept.unlink()

    @property
    def fingerprint(self) -> str:
        """Of the key that signs now."""
        return self.key.fingerprint

    def publish(self, version: str, **how: object) -> None:
        """One more version, or the same one otherwise: ``starts=False`` (its daemon does not), ``ballast=<bytes>``, ``source=False``."""
        self._builds[version] = self._build(version, **how)
        self._publish()

    def withdraw(self, version: str) -> None:
        """That version is no longer offered."""
        del self._builds[version]
        self._publish()

    def rotate_key(self, expired: bool = False) -> str:
        """The vendor signs everything with another key and offers that one; with an expired one if wanted. Returns its fingerprint."""
        assert self._keyring is not None
        self.key = self._keyring.new(expired)
        self._builds = {version: self._build(version) for version in self._builds}
        self._publish()
        return self.fingerprint

    def truncate(self, version: str, kind: str = "deb") -> None:
        """The package's download ends early, though the index tells its whole size."""
        path = self.repositories.package(version, kind)
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])

    def falsify(self, version: str, kind: str = "deb") -> None:
        """The package is another one than the index says, of the same size."""
        path = self.repositories.package(version, kind)
        content = bytearray(path.read_bytes())
        content[-20] ^= 0xFF
        path.write_bytes(content)

    def unreachable(self) -> None:
        """The repositories answer 404 until the next ``publish``."""
        self.repositories.withdraw()

    def package(self, version: str, **how: object) -> bytes:
        """The .deb by itself, as somebody would download it and keep it."""
        return packages.deb(self._build(version, **how))

    @contextlib.contextmanager
    def installed(self, host: str, version: str = VERSIONS[-1], assigned_to: str | None = None) -> Iterator[Machine]:
        """A client on that host that was there before: licence accepted, with an id, assigned by ``<account>/<rollout>`` if named. Purged at the end."""
        machine = self._machines[host]
        machine.write(_PACKAGE, packages.deb(self._build(version, source=False)))
        try:
            machine.execute("dpkg", "--install", _PACKAGE)
            machine.execute("teamviewer", "license", "accept")
            self.wait_for(host, "ClientID")
            if assigned_to:
                account, _slash, rollout = assigned_to.partition("/")
                machine.execute("teamviewer", "assignment", "--id", self.console.assignment_id(rollout, account))
                self.wait_for(host, "ManagementId")
            yield machine
        finally:
            machine.attempt("dpkg", "--purge", "teamviewer-host")
            machine.path(_PACKAGE).unlink(missing_ok=True)

    def client_id(self, host: str) -> str:
        """As the client's own file has it; empty where there is none."""
        return self._value(host, "ClientID")

    def management_id(self, host: str) -> str:
        return self._value(host, "ManagementId")

    def wait_for(self, host: str, key: str) -> str:
        """Until the client's file has that key. Raises TimeoutError."""
        deadline = time.monotonic() + _SECONDS
        while not self._value(host, key):
            if time.monotonic() > deadline:
                raise TimeoutError(f"{host}: no {key} after {_SECONDS} s")
            time.sleep(0.2)
        return self._value(host, key)

    def _value(self, host: str, key: str) -> str:
        path = self._machines[host].path(_CONFIGURATION)
        lines = path.read_text("utf-8", "replace").splitlines() if path.exists() else []
        return next((line.partition(" = ")[2].strip('" ') for line in lines if line.partition(" = ")[0].endswith(key)), "")

    def _build(self, version: str, **how: object) -> Build:
        return Build(version, keyring=self.key.binary(), **how)

    def _publish(self) -> None:
        self.repositories.publish(self._builds.values(), self.key, self._dnf)
