# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the last run knew of each of a customer's hosts: tells a new finding from an old one, and when a host was last seen.

    <state_dir>/history/<customer>.json: {host: {assessed_at, seen_at, run_id, statuses: {requirement: status}}}
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.access.status import INSUFFICIENT, VALID
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run import files, names

LARGEST = 256_000_000  # bytes


def read(state_dir: Path | str, customer: str | None) -> dict:
    """The customer's hosts as the last runs left them; empty without a history. Raises OSError or ValueError where it is damaged."""
    try:
        history = dict(files.read_json(_path(state_dir, customer), LARGEST))
        if not all(isinstance(line, dict) and isinstance(line.get("statuses"), dict) for line in history.values()):
            raise ValueError("a host's line is none")
        return history
    except FileNotFoundError:
        return {}
    except (TypeError, ValueError) as error:
        raise ValueError(f"{_path(state_dir, customer)} is not a history: {error}") from error


def update(state_dir: Path | str, customer: str | None, assessments: Iterable[dict]) -> None:
    """Takes a run's assessments over; hosts the run did not have, and requirements it did not select, stay as they were."""
    path = _path(state_dir, customer)
    with files.locked(path.with_suffix(".lock")):
        history = read(state_dir, customer)
        for assessment in assessments:
            history[assessment["host"]] = entry(assessment, history.get(assessment["host"]))
        files.write_json(path, history)


def entry(assessment: dict, before: dict | None) -> dict:
    """One host's line. `seen_at`: when it was last logged in to, in this or an earlier run."""
    before = before or {}
    seen = assessment["access"]["status"] in (VALID, INSUFFICIENT)
    statuses = {finding["id"]: finding["status"] for finding in assessment["findings"]}
    return {
        "assessed_at": assessment["assessed_at"],
        "seen_at": assessment["assessed_at"] if seen else before.get("seen_at"),
        "run_id": assessment["run_id"],
        "statuses": {**before.get("statuses", {}), **statuses},
    }


def _path(state_dir: Path | str, customer: str | None) -> Path:
    name = names.UNASSIGNED if customer is None else names.directory_name(customer)
    return Path(state_dir).expanduser() / "history" / (name + names.SUFFIX)
