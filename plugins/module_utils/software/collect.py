# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The probe's look at the software of a machine: which of the products asked for it shows, and what their own files say."""

from __future__ import annotations

import sys
import threading
from typing import Callable

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.hygiene.homes import Homes
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.hygiene.text import error_text
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.inspectors.inspect import inspect_products
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.reading.commands import Output
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.software import (
    autostart,
    flatpak,
    init_scripts,
    listeners,
    paths,
    portable,
    processes,
    snap,
    systemd,
)
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.software.macos import bundles, launchd, receipts
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.software.macos import processes as macos_processes
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.software.packages import find as packages
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.software.people import find_people
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.software.scan import Scan, stopwatch

Collector = Callable[[Scan], None]

# The most telling first: what is found when the time is up is sent.
COLLECTORS: dict[str, tuple[tuple[str, Collector], ...]] = {
    "linux": (
        ("processes", processes.find),
        ("listeners", listeners.find),
        ("units", systemd.find),
        ("init scripts", init_scripts.find),
        ("packages", packages.find),
        ("paths", paths.find),
        ("snaps", snap.find),
        ("flatpaks", flatpak.find),
        ("autostart", autostart.find),
        ("portable copies", portable.find),
    ),
    "macos": (
        ("processes", macos_processes.find),
        ("launchd", launchd.find),
        ("applications", bundles.find),
        ("receipts", receipts.find),
        ("paths", paths.find),
    ),
}

#: Seconds that one collector may hang (a dead file system, a locked database) before the others go on without it: half of what is left, but not less.
PATIENCE = 4.0
PART_OF_WHAT_IS_LEFT = 0.5


def collect_software(
    query: dict,
    root: str,
    *,
    homes: Homes,
    found: dict,
    errors: list,
    cutoff: float,
    run: Callable[..., Output] | None = None,
) -> None:
    """Fill `found` ({"signals": [], "products": {}}) as the query (detection/query.py) asks; nothing new begins after `cutoff`.

    A query may hold one for each system (`{"systems": {"linux": ..., "macos": ...}}`); the machine takes its own.
    `errors` takes a line for each part that could not be looked at: where it stays empty, what was not found is not there.
    """
    scan = Scan(_own(query), root, homes, found, errors, run)
    left = stopwatch(cutoff)
    parts: list[tuple[str, Collector]] = [("home folders", _look_up_people)]
    parts += COLLECTORS.get(scan.system, ())
    parts.append(("vendors' files", inspect_products))
    if scan.system not in COLLECTORS:
        errors.append("no way to look for software on this system")
        return
    for name, collector in parts:
        if left() <= 0:
            errors.append(f"{name}: no time left")
            continue
        _run(scan, name, collector, _patience(left()))


def _own(query: dict) -> dict:
    if "systems" not in query:
        return query
    system = "macos" if sys.platform == "darwin" else sys.platform
    return query["systems"].get(system, {"system": system})


def _look_up_people(scan: Scan) -> None:
    scan.people = find_people(scan)


def _patience(left: float) -> float:
    """Seconds for one part, of so many that are left for it and the others."""
    return min(max(PATIENCE, PART_OF_WHAT_IS_LEFT * left), left)


def _run(scan: Scan, name: str, collector: Collector, seconds: float) -> None:
    """In a thread of its own, so that one that hangs is left behind."""
    worker = threading.Thread(target=_guarded, args=(scan, name, collector), name=name, daemon=True)
    worker.start()
    worker.join(seconds)
    if worker.is_alive():
        scan.errors.append(f"{name}: took longer than {seconds:.1f} s")


def _guarded(scan: Scan, name: str, collector: Collector) -> None:
    with _Guard(scan.errors, name):
        collector(scan)


class _Guard:
    """Notes what went wrong in one part, which must not take the others along."""

    def __init__(self, errors: list, name: str) -> None:
        self._errors = errors
        self._name = name

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, problem: BaseException | None, trace: object) -> bool:
        if not isinstance(problem, Exception):
            return False
        self._errors.append(error_text(problem, self._name))
        return True
