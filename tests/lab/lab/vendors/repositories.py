# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The vendor's signed package repositories for apt and dnf, as files that the lab's nginx serves."""
from __future__ import annotations

import datetime
import email.utils
import gzip
import hashlib
import shutil
from collections.abc import Iterable
from pathlib import Path

from lab.commands import run
from lab.vendors import packages
from lab.vendors.packages import Build
from lab.vendors.signing import Key

_SUITE = "stable"
_COMPONENT = "main"
_POOL = "pool/main/t/teamviewer-host"


class Repositories:
    """Below one folder: ``deb/``, ``yum/stable/main/binary-<arch>/`` and ``pubkey/currentkey.asc``."""

    def __init__(self, folder: Path) -> None:
        self._apt = folder / "deb"
        self._dnf = folder / "yum" / _SUITE / _COMPONENT / f"binary-{packages.rpm_architecture()}"
        self._offered_key = folder / "pubkey" / "currentkey.asc"

    def publish(self, builds: Iterable[Build], key: Key, dnf: bool) -> None:
        """Exactly these packages, signed with that key, which is offered as the current one."""
        self.withdraw()
        self._offered_key.parent.mkdir(parents=True, exist_ok=True)
        self._offered_key.write_text(key.armored)
        builds = list(builds)
        for build in builds:
            _write(self._apt / _POOL / f"teamviewer-host_{build.version}_{packages.deb_architecture()}.deb", packages.deb(build))
        self._index_apt(key)
        if dnf:
            for build in builds:
                path = self._dnf / f"teamviewer-host-{build.version}-0.{packages.rpm_architecture()}.rpm"
                _write(path, packages.rpm(build))
                key.sign_rpm(path)
            self._index_dnf(key)

    def withdraw(self) -> None:
        """Nothing is there: 404."""
        for folder in (self._apt, self._dnf.parents[1], self._offered_key.parent):
            shutil.rmtree(folder, ignore_errors=True)

    def package(self, version: str, kind: str = "deb") -> Path:
        """Where a published package lies, for a test that damages it after it was listed."""
        if kind == "rpm":
            return self._dnf / f"teamviewer-host-{version}-0.{packages.rpm_architecture()}.rpm"
        return self._apt / _POOL / f"teamviewer-host_{version}_{packages.deb_architecture()}.deb"

    def _index_apt(self, key: Key) -> None:
        entries = []
        for path in sorted((self._apt / _POOL).glob("*.deb")):
            content = path.read_bytes()
            control = run("dpkg-deb", "--field", str(path)).strip()
            entries.append(
                f"{control}\nFilename: {path.relative_to(self._apt)}\nSize: {len(content)}\n"
                f"MD5sum: {hashlib.md5(content, usedforsecurity=False).hexdigest()}\nSHA256: {hashlib.sha256(content).hexdigest()}\n"
            )
        listed = "\n".join(entries).encode()
        release = self._apt / "dists" / _SUITE
        lists = f"{_COMPONENT}/binary-{packages.deb_architecture()}"
        indexes = {f"{lists}/Packages": listed, f"{lists}/Packages.gz": gzip.compress(listed, mtime=0)}
        for name, content in indexes.items():
            _write(release / name, content)
        text = (
            f"Origin: Lab\nLabel: Double of TeamViewer's repository\nSuite: {_SUITE}\nCodename: {_SUITE}\n"
            f"Date: {email.utils.format_datetime(datetime.datetime.now(datetime.UTC), usegmt=True)}\n"
            f"Architectures: {packages.deb_architecture()}\nComponents: {_COMPONENT}\nSHA256:\n"
        )
        text += "".join(f" {hashlib.sha256(content).hexdigest()} {len(content)} {name}\n" for name, content in indexes.items())
        _write(release / "Release", text.encode())
        key.sign(release / "Release", release / "InRelease", clear=True)
        key.sign(release / "Release", release / "Release.gpg")

    def _index_dnf(self, key: Key) -> None:
        run("createrepo_c", "--quiet", "--simple-md-filenames", str(self._dnf))
        index = self._dnf / "repodata" / "repomd.xml"
        key.sign(index, index.with_name("repomd.xml.asc"))


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
