# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""From the run directory into the store: every assessment of a run, and a signed head for each of its customers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.evidence import record
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.evidence.chain import Chain, Entry
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.evidence.head import Head
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.evidence.keys import Signer
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.history.outline import outline_of
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run import clock, files, names
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run.contracts import customer_entry, noted_problems
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run.store import LARGEST_DOCUMENT, RUNNING, RunDirectory, RunError, runs_directory
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.store.open import Store

DOCUMENT = "evidence"
"""What a run directory holds once it is recorded: {"store": its id, "heads": {customer ("" for none): head}}."""


def record_run(store: Store, run: RunDirectory, signer: Signer) -> dict[str, Head]:
    """Records what is not recorded yet, a customer at a time, each wholly or not at all. Raises StoreError and RunError."""
    document = run.run
    problems = noted_problems(run)
    recorded_at = clock.written(clock.now())
    heads = {}
    for customer in run.customers():
        try:
            head = _record_customer(store, run, document, customer, problems.get(customer, []), recorded_at, signer)
        except (LookupError, TypeError, ValueError, AttributeError) as error:
            raise RunError(f"{run.path} holds something that is no assessment ({type(error).__name__}: {error})") from error
        heads[head.customer] = head
    note_recorded(store, run, heads)
    return heads


def _record_customer(
    store: Store, run: RunDirectory, document: dict, customer: str | None, problems: list[str], recorded_at: str, signer: Signer
) -> Head:
    with store.database.writing() as connection:
        chain = Chain(store.database, connection, record.NOBODY if customer is None else customer)
        hosts: list[str] = []
        added = chain.append(run.run_id, recorded_at, _assessments(run, customer, hosts))
        known = None if added else chain.head(run.run_id)
        if known is not None:
            return known
        chain.append(run.run_id, recorded_at, [_summary(run, document, customer, hosts, problems)])
        return chain.sign(signer, run.run_id, recorded_at)


def note_recorded(store: Store, run: RunDirectory, heads: Mapping[str, Head]) -> None:
    run.write_document(DOCUMENT, {"store": store.store_id, "heads": {name: head.as_data() for name, head in heads.items()}})


def noted_heads(store: Store, state_dir: Path) -> Iterator[tuple[str, str, dict]]:
    """The heads of this store that run directories have kept: run's id, customer, head as data."""
    for path in _folders(state_dir):
        noted = _noted(path, store.store_id)
        for customer, head in (noted or {}).items():
            yield path.name, customer, head


def not_recorded(store: Store, state_dir: Path, but: str) -> tuple[list[RunDirectory], list[str]]:
    """Runs that ended or broke off and are not in the store, the oldest first, and lines on folders that cannot be read. `but`: a run's id."""
    found, problems = [], []
    for path in _folders(state_dir):
        if path.name == but or _noted(path, store.store_id) is not None:
            continue
        try:
            directory = RunDirectory.load(path)
            run = directory.run
            if run["status"] != RUNNING:
                found.append((str(run["started_at"]), directory))
        except (RunError, KeyError, TypeError) as error:
            problems.append(f"a run that is not in the evidence cannot be read: {error}")
    return [directory for _started, directory in sorted(found, key=lambda entry: (entry[0], entry[1].run_id))], problems


def _folders(state_dir: Path) -> list[Path]:
    folder = runs_directory(state_dir)
    found = folder.iterdir() if folder.is_dir() else ()
    return sorted(path for path in found if not path.name.startswith(".") and (path / "run.json").exists())


def _noted(path: Path, store_id: str) -> dict | None:
    """The heads that a run directory notes of this store; None where it was not recorded there, or where what it notes is damaged."""
    try:
        noted = files.read_json(path / (DOCUMENT + names.SUFFIX), LARGEST_DOCUMENT)
        if noted["store"] != store_id:
            return None
        return {customer: Head(**one).as_data() for customer, one in noted["heads"].items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None


def _assessments(run: RunDirectory, customer: str | None, hosts: list[str]) -> Iterator[Entry]:
    """Also adds each host's name to `hosts`, so that the files are read once."""
    for assessment in run.read_assessments(customer):
        hosts.append(assessment["host"])
        yield Entry(record.ASSESSMENT, assessment["host"], assessment["assessed_at"], outline_of(assessment), assessment)


def _summary(run: RunDirectory, document: dict, customer: str | None, hosts: list[str], problems: list[str]) -> Entry:
    """What the run says of itself and of the customer; of one that broke off, as much as is known."""
    described = document["customers"].get(customer) or (customer_entry(run, customer, sorted(hosts), problems) if customer is not None else None)
    content = {
        "run": {**document, "customers": {}, "causes": [cause for cause in document["causes"] if cause["customer"] == customer]},
        "customer": described,
    }
    return Entry(record.RUN, "", document["finished_at"] or document["started_at"], "", content)
