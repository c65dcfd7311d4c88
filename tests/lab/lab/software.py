# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Remote access software on a host: Debian's own in root file systems of their own, vendors' as doubles (see ``vendor/README.md``)."""
from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from lab.commands import run
from lab.machines import Machine
from lab.paths import LAB
from lab.vendors.interpreters import use_systems_python

DOUBLES = LAB / "vendor"
_PACKAGES = "/var/cache/lab"
# What a double without programs of its own runs: something that sleeps, at the place of the vendor's program.
_PROGRAMS = {"anydesk": "usr/bin/anydesk"}
_SLEEP = "/usr/bin/sleep"


class Software:
    """What can be installed on one host. Everything is a context manager that takes away what it installed."""

    def __init__(self, machine: Machine, installed_anew: Callable[[str], contextlib.AbstractContextManager[None]]) -> None:
        self._machine = machine
        self.image = installed_anew
        """The host with a root file system of ``images.toml`` that holds more, freshly booted."""

    @contextlib.contextmanager
    def double(self, name: str, state: str) -> Iterator[None]:
        """A vendor's package, installed by dpkg and set up as the vendor's own files say it; its service runs."""
        package = f"{_PACKAGES}/{name}.deb"
        self._machine.write(package, _built(name, self._machine.path(_SLEEP)))
        try:
            self._machine.execute("dpkg", "--install", package)
            for path in sorted((DOUBLES / name / "states" / state).rglob("*")):
                if path.is_file():
                    self._machine.write(f"/{path.relative_to(DOUBLES / name / 'states' / state)}", path.read_bytes(), 0o600)
            yield
        finally:
            self._machine.attempt("dpkg", "--purge", name)
            shutil.rmtree(self._machine.path(_PACKAGES), ignore_errors=True)

    @contextlib.contextmanager
    def removed_double(self, name: str, state: str) -> Iterator[None]:
        """The same after ``dpkg --remove``: what dpkg leaves is there, and nothing runs."""
        with self.double(name, state):
            self._machine.execute("dpkg", "--remove", name)
            yield


def _built(name: str, program: Path) -> bytes:
    """The double's .deb, made by dpkg-deb."""
    with tempfile.TemporaryDirectory(prefix="lab-") as folder:
        tree, package = Path(folder, "tree"), Path(folder, "double.deb")
        shutil.copytree(DOUBLES / name / "package", tree, symlinks=True, ignore=shutil.ignore_patterns("__pycache__"))
        use_systems_python(tree)
        if name in _PROGRAMS:
            target = tree / _PROGRAMS[name]
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(program, target)
        run("dpkg-deb", "--root-owner-group", "--build", str(tree), str(package))
        return package.read_bytes()
