# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an acting run leaves on file: what was seen of each host's software, and what became of each role there.

<run>/looks.kept/<customer>/<host>.json     act/look.py, of the host's last assessment in this run
<run>/acts.kept/<customer>/<host>.json      {host, customer, wave, products: {product: Act}}
<run>/rollout.json                          what was planned, see act/rollout.py
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.decision import Decision
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.look import Look, as_data, from_data
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run import files, names
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run.store import LARGEST_ASSESSMENT, RunDirectory, RunError

# No folder of a customer has a dot in its name.
LOOKS = "looks.kept"
ACTS = "acts.kept"

NOTHING_TO_DO = "nothing_to_do"
REFUSED = "refused"
BEGUN = "begun"  # and, in a run that has ended, cut off
ACTED = "acted"
PREDICTED = "predicted"  # with --check
PROVEN = "proven"
FAILED = "failed"
NOT_BEGUN = "not_begun"  # the roll-out was stopped before this host's wave

LONGEST_MESSAGE = 2000


@dataclass(frozen=True)
class Act:
    """One role on one host. `steps`: what differed. `reason`, `data`, `requirement`: of a refusal; `message`: of a failure, as a person may read it."""

    outcome: str
    steps: tuple[str, ...] = ()
    requirement: str | None = None
    reason: str | None = None
    data: Mapping | None = None
    message: str | None = None


def act_of(decision: Decision) -> Act:
    """What is noted before anything is done."""
    if decision.refusal is not None:
        refusal = decision.refusal
        return Act(REFUSED, requirement=refusal.requirement, reason=refusal.reason, data=dict(refusal.data))
    return Act(BEGUN if decision.steps else NOTHING_TO_DO, decision.steps)


def keep_looks(run: RunDirectory, customer: str | None, host: str, looks: Iterable[Look] | None) -> None:
    """None takes back what an earlier assessment of the run has seen."""
    files.write_json(_path(run, LOOKS, customer, host), None if looks is None else as_data(looks))


def looks_of(run: RunDirectory, customer: str | None, host: str) -> tuple[Look, ...] | None:
    """None where the host was not assessed for an acting run, or its software was not seen whole."""
    found = _read(_path(run, LOOKS, customer, host))
    return None if found is None else from_data(found)


def note(run: RunDirectory, customer: str | None, host: str, product: str, act: Act) -> None:
    """Puts one role's outcome on file. Only the host's own worker writes it, so nobody is overtaken."""
    path = _path(run, ACTS, customer, host)
    before = _read(path) or {"host": host, "customer": customer, "products": {}}
    files.write_json(path, {**before, "products": {**before["products"], product: asdict(act)}})


def acts_of(run: RunDirectory, customer: str | None, host: str) -> dict[str, Act]:
    """By product."""
    found = _read(_path(run, ACTS, customer, host)) or {"products": {}}
    return {product: _act(entry) for product, entry in found["products"].items()}


def all_acts(run: RunDirectory) -> Iterator[tuple[str, str | None, dict[str, Act]]]:
    """Every host that anything was noted of, with its customer, in the order of the files."""
    folder = run.path / ACTS
    try:
        customers = sorted(entry.path for entry in os.scandir(folder) if entry.is_dir(follow_symlinks=False))
    except FileNotFoundError:
        return
    for customer in customers:
        for path in sorted(Path(customer).glob("*.json")):
            found = _read(path)
            yield found["host"], found["customer"], {product: _act(entry) for product, entry in found["products"].items()}


def _act(entry: Mapping) -> Act:
    return Act(**{**entry, "steps": tuple(entry["steps"])})


def _read(path: Path):
    try:
        return files.read_json(path, LARGEST_ASSESSMENT)
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise RunError(f"{path} cannot be read: {error}") from error


def _path(run: RunDirectory, folder: str, customer: str | None, host: str) -> Path:
    return run.path / folder / names.directory_name(customer) / names.file_name(host)
