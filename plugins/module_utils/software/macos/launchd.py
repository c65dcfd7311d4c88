# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""launchd's jobs: their files, whether they start at boot, and whether they run. Of a job's arguments only the program is looked at."""

from __future__ import annotations

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.reading.files import names_in
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.software.macos.plist import read_plist, text_of
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.software.scan import Scan

_ENDING = ".plist"
_SECONDS = 2.0


def find(scan: Scan) -> None:
    """Record launchd jobs that are asked for."""
    patterns = scan.patterns("launchd")
    if not patterns:
        return
    running = _running(scan)
    places: list[tuple[str, str | None]] = [("/Library/LaunchDaemons", None), ("/Library/LaunchAgents", None)]
    places += [(f"{person.folder}/Library/LaunchAgents", person.number) for person in scan.people]
    for folder, user in places:
        try:
            files = names_in(scan.root, folder, (_ENDING,))
        except OSError:
            continue
        for name in files:
            job = _job(scan, f"{folder}/{name}")
            label = text_of(job, "Label") or name[: -len(_ENDING)]
            for product in patterns.products(label):
                scan.add(product, "launchd", label, _state(scan, label, job, running), user=user, starts_at_boot=_starts(job, folder))


def _job(scan: Scan, path: str) -> dict:
    try:
        return read_plist(scan.root, path)
    except OSError:
        return {}


def _state(scan: Scan, label: str, job: dict, running: set[str] | None) -> str:
    if running is not None and label in running:
        return "running"
    program = _program(job)
    if program.startswith("/") and scan.is_gone(program):
        return "residual"
    return "present" if running is None else "stopped"


def _program(job: dict) -> str:
    arguments = job.get("ProgramArguments")
    first = arguments[0] if isinstance(arguments, list) and arguments and isinstance(arguments[0], str) else ""
    return text_of(job, "Program") or first


def _starts(job: dict, folder: str) -> bool:
    """Agents start with a person's session only."""
    return folder == "/Library/LaunchDaemons" and job.get("Disabled") is not True and bool(job.get("RunAtLoad") or job.get("KeepAlive"))


def _running(scan: Scan) -> set[str] | None:
    """The labels of the jobs that launchd runs (its own account's only); None where it cannot be asked."""
    if scan.run is None:
        return None
    try:
        said = scan.run(["launchctl", "list"], _SECONDS)
    except OSError:
        return None
    rows = (line.split("\t") for line in said.text.splitlines())
    return {row[2] for row in rows if len(row) == 3 and row[0].isdigit()} if said.status == 0 else None
