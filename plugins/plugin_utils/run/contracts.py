# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a run knows of its customers' contracts: noted by the hosts as they come, gathered when the run ends.

    <run>/contract-<customer>.json    the customer as schemas/run.json describes it, without hosts and errors
    <run>/problems-<...>.json         {customer, problems: [...]}, one for each distinct set of problems
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from typing import Any

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.contract.model import Contract
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run import names
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run.store import RunDirectory

CONTRACT = "contract-"
PROBLEMS = "problems-"
LONGEST_PROBLEM = 1000


def note_problems(run: RunDirectory, customer: str | None, problems: Collection[str]) -> None:
    """What is wrong with the inventory's word on a customer, or (None) with the inventory; such a run fails."""
    if problems:
        lines = [problem[:LONGEST_PROBLEM] for problem in problems]
        digest = hashlib.sha256(json.dumps([customer, lines]).encode()).hexdigest()[:16]
        _write_once(run, PROBLEMS + digest, {"customer": customer, "problems": lines})


def note_contract(run: RunDirectory, customer: str | None, contract: Contract | None, provider: Mapping, problems: Collection[str]) -> None:
    """Called for every host; writes what no other host has written yet."""
    note_problems(run, customer, problems)
    if customer is not None and contract is not None:
        _write_once(run, _document(customer), described(contract, provider))


def customer_entry(run: RunDirectory, customer: str, hosts: list[str], problems: list[str]) -> dict:
    """The customer's entry in run.json. Of a contract that no host could read, nothing is known but what is wrong with it."""
    noted = run.read_document(_document(customer)) or {"name": None, "number": None, "language": "en"}
    return {**noted, "contract_errors": problems, "hosts": hosts}


def noted_problems(run: RunDirectory) -> dict[str | None, list[str]]:
    """What is wrong with the inventory's word on each customer, every line once; None: on hosts without a customer."""
    found: dict[str | None, dict[str, None]] = {}
    for name in run.document_names(PROBLEMS):
        noted = run.read_document(name)
        found.setdefault(noted["customer"], {}).update(dict.fromkeys(noted["problems"]))
    return {customer: list(lines) for customer, lines in found.items()}


def described(contract: Contract, provider: Mapping) -> dict[str, Any]:
    """The customer as schemas/run.json describes it, without hosts and errors."""
    return {
        "name": contract.customer,
        "number": contract.number,
        "language": contract.language,
        "contact": {"name": contract.contact.name, "email": contract.contact.email},
        "provider": provider.get("name"),
        "starts_on": contract.starts_on.isoformat(),
        "ends_on": contract.ends_on.isoformat() if contract.ends_on else None,
    }


def _document(customer: str) -> str:
    return CONTRACT + names.file_name(customer).removesuffix(names.SUFFIX)


def _write_once(run: RunDirectory, name: str, value: Any) -> None:
    if not run.has_document(name):
        run.write_document(name, value)
