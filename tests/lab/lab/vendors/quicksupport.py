# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""TeamViewer QuickSupport as the lab plays it: the vendor's archive, served under its usual address."""
from __future__ import annotations

import contextlib
import hashlib
import io
import tarfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lab.machines import Machine
from lab.paths import LAB

SERVER = "download.teamviewer.com"
FOLDER = "/opt/teamviewerqs"
MENU_ENTRY = "/usr/share/applications/teamviewerqs.desktop"

_TREE = LAB / "vendor" / "quicksupport"
_PATH = "/download/linux/teamviewer_qs.tar.gz"
_PROGRAM = "teamviewerqs/tv_bin/TeamViewer"


@dataclass(frozen=True)
class Archive:
    """What a customer's variables say of the archive."""

    url: str
    checksum: str
    content: bytes


class QuickSupport:
    """``internet`` serves the archive, ``machines`` are the customers'."""

    def __init__(self, internet: Machine, machines: Mapping[str, Machine]) -> None:
        self._served = internet.path(f"/srv/lab/{SERVER}{_PATH}")
        self._machines = machines

    def archive(self, version: str = "1", ballast: int = 0) -> Archive:
        """Its program is a copy of the lab's ``sleep``; another ``version`` is another archive. ``ballast``: bytes that take time to unpack."""
        content = io.BytesIO()
        program = next(iter(self._machines.values())).path("/usr/bin/sleep").read_bytes()
        with tarfile.open(fileobj=content, mode="w:gz", compresslevel=1) as target:
            target.add(_TREE, arcname=".", filter=_as_the_vendors)
            _add(target, _PROGRAM, program, 0o755)
            _add(target, "teamviewerqs/doc/version.txt", version.encode(), 0o644)
            if ballast:
                _add(target, "teamviewerqs/doc/ballast", bytes(ballast), 0o644)
        data = content.getvalue()
        return Archive(f"https://{SERVER}{_PATH}", hashlib.sha256(data).hexdigest(), data)

    @contextlib.contextmanager
    def serving(self, version: str = "1") -> Iterator[Archive]:
        """The archive at its URL."""
        archive = self.archive(version)
        self.answer_with(archive.content)
        try:
            yield archive
        finally:
            self._served.unlink()

    def answer_with(self, content: bytes) -> None:
        """Something else at that URL: cut off, falsified."""
        self._served.parent.mkdir(parents=True, exist_ok=True)
        self._served.write_bytes(content)

    @contextlib.contextmanager
    def on(self, host: str) -> Iterator[Machine]:
        """A host that QuickSupport may be unpacked on. At the end the host is as before."""
        machine = self._machines[host]
        try:
            yield machine
        finally:
            machine.attempt("pkill", "-f", f"^{FOLDER}/tv_bin/TeamViewer")
            machine.attempt("sh", "-c", f"rm -rf {FOLDER} /opt/.teamviewerqs.bauer_group.* {MENU_ENTRY}")


def _as_the_vendors(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    """Owned by whoever packed it, as archives are."""
    entry.uid = entry.gid = 1000
    entry.uname = entry.gname = "packer"
    return entry


def _add(target: tarfile.TarFile, name: str, content: bytes, mode: int) -> None:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode, entry.uid, entry.gid = len(content), mode, 1000, 1000
    target.addfile(entry, io.BytesIO(content))
