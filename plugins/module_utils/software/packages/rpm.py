# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""RPM's package database, in whichever form it lies there; what cannot be read directly, rpm itself is asked for."""

from __future__ import annotations

from typing import Callable, Iterator

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.reading.commands import Output
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.reading.files import exists
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.software.packages import rpm_ndb, rpm_sqlite
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.software.packages.package import Package, UnreadableDatabase, Wanted

_FOLDERS = ("/usr/lib/sysimage/rpm", "/var/lib/rpm")
_FORMS = (("rpmdb.sqlite", rpm_sqlite.installed), ("Packages.db", rpm_ndb.installed))
_BERKELEY = "Packages"
_SECONDS = 3.5
_OUTPUT = 2 * 1024 * 1024


def installed(root: str, wanted: Wanted, run: Callable[..., Output] | None) -> Iterator[Package]:
    """Yield the wanted packages; raises FileNotFoundError without a database, UnreadableDatabase where nothing can read it."""
    for folder in _FOLDERS:
        for name, reader in _FORMS:
            if exists(root, f"{folder}/{name}"):
                return reader(root, f"{folder}/{name}", wanted)
    if any(exists(root, f"{folder}/{_BERKELEY}") for folder in _FOLDERS):
        return _asked(wanted, run)
    raise FileNotFoundError(2, "no such database")


def _asked(wanted: Wanted, run: Callable[..., Output] | None) -> Iterator[Package]:
    """Berkeley DB has no reader in the standard library."""
    if run is None:
        raise UnreadableDatabase("berkeley db: only rpm itself reads it")
    said = run(["rpm", "-qa", "--qf", "%{NAME}\t%{VERSION}-%{RELEASE}\n"], _SECONDS, _OUTPUT)
    if said.status != 0:
        raise UnreadableDatabase("rpm did not answer in time" if said.status is None else "rpm failed")
    packages = (Package(*line.split("\t", 1)) for line in said.text.splitlines() if "\t" in line)
    return (package for package in packages if wanted(package.name))
