# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""systemd's units and timers: their files, whether they start at boot, and whether they run."""

from __future__ import annotations

import os
import re
from typing import NamedTuple

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.reading.files import read_text
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.software.glob import names
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.software.match import Patterns
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.software.scan import Scan

_CONFIGURED = ("/etc/systemd/system", "/run/systemd/system")
_SHIPPED = ("/usr/local/lib/systemd/system", "/usr/lib/systemd/system", "/lib/systemd/system")
_FOR_USERS = ("/etc/systemd/user", "/usr/lib/systemd/user", "/usr/local/lib/systemd/user")
_LINK_FOLDERS = (".wants", ".requires", ".upholds")
_CONTROL_GROUPS = ("/sys/fs/cgroup", "/sys/fs/cgroup/systemd", "/sys/fs/cgroup/unified")
_PROGRAM = re.compile(r"^ExecStart=[-@:+!]*[ \t]*(?:\"([^\"\n]{1,400})\"|([^\s\"]{1,400}))", re.MULTILINE)
_INSTANCE = re.compile(r"@[^.]*(?=\.[a-z]+$)")
_UNIT_LIMIT = 65536


class Unit(NamedTuple):
    """A unit's file."""

    name: str
    path: str


def find(scan: Scan) -> None:
    """Record units and timers that are asked for."""
    asked = (("unit", scan.patterns("units")), ("timer", scan.patterns("timers")))
    units = _unit_files(scan, _CONFIGURED + _SHIPPED)
    enabled = _enabled(scan)
    running = _running(scan)
    for kind, patterns in asked:
        for name in sorted(set(units) | enabled | set(running)):
            for product in _products(patterns, name):
                _record(scan, product, kind, name, units, enabled, running)
    _find_for_users(scan, asked)


def _record(scan: Scan, product: str, kind: str, name: str, units: dict[str, Unit], enabled: set[str], running: set[str]) -> None:
    unit = units.get(name) or units.get(_INSTANCE.sub("@", name))
    if name in running:
        state: str | None = "running"
    elif unit is None or _leads_nowhere(scan, unit):
        state = "residual"
    elif kind == "timer":
        state = "present"
    else:
        state = "stopped" if _control_groups(scan) else "present"
    masked = unit is not None and _is_masked(scan, unit)
    scan.add(product, kind, name, "disabled" if masked else state, starts_at_boot=name in enabled and not masked)


def _products(patterns: Patterns, name: str) -> list[str]:
    """The products of a unit, of an instance (name@1.service) those of its template too."""
    template = _INSTANCE.sub("@", name)
    return patterns.products(name) or (patterns.products(template) if template != name else [])


def _unit_files(scan: Scan, folders: tuple[str, ...]) -> dict[str, Unit]:
    """Every unit's file; what is configured goes before what is shipped."""
    units: dict[str, Unit] = {}
    for folder in folders:
        for name in names(scan, os.path.join(scan.root, folder.lstrip("/"))):
            if name.endswith((".service", ".timer", ".socket")):
                units.setdefault(name, Unit(name, f"{folder}/{name}"))
    return units


def _enabled(scan: Scan) -> set[str]:
    """The units that a link in a target's folder starts at boot."""
    found: set[str] = set()
    for folder in _CONFIGURED + _SHIPPED:
        place = os.path.join(scan.root, folder.lstrip("/"))
        for name in names(scan, place):
            if name.endswith(_LINK_FOLDERS):
                found.update(names(scan, os.path.join(place, name)))
    return found


def _is_masked(scan: Scan, unit: Unit) -> bool:
    place = os.path.join(scan.root, unit.path.lstrip("/"))
    try:
        return os.readlink(place) == "/dev/null"
    except OSError:
        return False


def _leads_nowhere(scan: Scan, unit: Unit) -> bool:
    """Whether the unit's program is gone. The rest of its file is not looked at: it may hold a password."""
    try:
        program = _PROGRAM.search(read_text(scan.root, unit.path, _UNIT_LIMIT))
    except OSError:
        return scan.is_gone(unit.path) and not os.path.islink(os.path.join(scan.root, unit.path.lstrip("/")))
    path = (program.group(1) or program.group(2)) if program else ""
    # Specifiers and escapes are not worked out: such a path says nothing.
    return path.startswith("/") and "%" not in path and "\\" not in path and scan.is_gone(path)


def _control_groups(scan: Scan) -> list[str]:
    """The folders of the system's services in the control groups, also of a container that sees the host's."""
    prefix = ""
    try:
        first = read_text(scan.root, "/proc/1/cgroup", 4096)
        prefix = next((line.split(":", 2)[2] for line in first.splitlines() if line.startswith(("0::", "1:name=systemd"))), "")
        prefix = re.sub(r"/init\.scope$", "", prefix.rstrip("/"))
    except OSError:
        pass
    folders = [f"{mount}{own}/system.slice" for mount in _CONTROL_GROUPS for own in dict.fromkeys((prefix, ""))]
    return [folder for folder in folders if ".." not in folder and os.path.isdir(os.path.join(scan.root, folder.lstrip("/")))]


def _running(scan: Scan) -> set[str]:
    """The services that hold processes."""
    found: set[str] = set()
    for folder in _control_groups(scan):
        place = os.path.join(scan.root, folder.lstrip("/"))
        for name in names(scan, place):
            if name.endswith(".service"):
                found.update(_with_processes(place, [name]))
            elif name.startswith("system-") and name.endswith(".slice"):
                found.update(_with_processes(os.path.join(place, name), names(scan, os.path.join(place, name))))
    return found


def _with_processes(folder: str, services: list[str]) -> list[str]:
    return [name for name in services if name.endswith(".service") and _has_processes(os.path.join(folder, name))]


def _has_processes(folder: str) -> bool:
    try:
        with open(os.path.join(folder, "cgroup.procs"), "rb") as processes:
            if processes.read(1):
                return True
        with open(os.path.join(folder, "cgroup.events"), "rb") as events:
            return b"populated 1" in events.read(256)
    except OSError:
        return False


def _find_for_users(scan: Scan, asked: tuple[tuple[str, Patterns], ...]) -> None:
    """Units of people's sessions: they start with the session and not with the machine."""
    places: list[tuple[tuple[str, ...], str | None]] = [(_FOR_USERS, None)]
    places += [((f"{person.folder}/.config/systemd/user",), person.number) for person in scan.people]
    for folders, user in places:
        for name, unit in _unit_files(scan, folders).items():
            for kind, patterns in asked:
                for product in _products(patterns, name):
                    scan.add(product, kind, name, "residual" if _leads_nowhere(scan, unit) else "present", user=user, starts_at_boot=False)
