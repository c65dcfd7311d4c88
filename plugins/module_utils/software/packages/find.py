# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Packages, from every database that the machine has."""

from __future__ import annotations

from typing import Callable, Iterator

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.hygiene.text import error_text
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.software.packages import apk, dpkg, pacman, rpm
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.software.packages.package import Package, UnreadableDatabase, Wanted
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.software.scan import Scan


def find(scan: Scan) -> None:
    """Record the packages that are asked for."""
    patterns = scan.patterns("packages")

    def wanted(name: str) -> bool:
        return bool(patterns.products(name))

    for database, installed in _databases(scan, wanted):
        try:
            for package in installed():
                for product in patterns.products(package.name):
                    scan.add(product, "package", package.name, package.state, package.version)
        except (FileNotFoundError, NotADirectoryError):
            continue
        except UnreadableDatabase as problem:
            scan.errors.append(f"{database}: {problem}")
        except OSError as problem:
            scan.errors.append(error_text(problem, database))


def _databases(scan: Scan, wanted: Wanted) -> list[tuple[str, Callable[[], Iterator[Package]]]]:
    return [
        ("dpkg", lambda: dpkg.installed(scan.root, wanted)),
        ("rpm", lambda: rpm.installed(scan.root, wanted, scan.run)),
        ("pacman", lambda: pacman.installed(scan.root, wanted)),
        ("apk", lambda: apk.installed(scan.root, wanted)),
    ]
