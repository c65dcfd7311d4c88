# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The control node's half of `verify_evidence`: whether the evidence is still what was recorded."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.actions.base import STATE_DIR, STORE_URL, MaintenanceAction, state_directory
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.evidence.head import read_head
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.evidence.keys import trusted
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.evidence.record_run import noted_heads
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.evidence.verify import Checked, Kept, verify
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.problems import InputError, Problem, shown
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.store.errors import StoreError
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.store.open import Store, open_store, store_exists
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.texts.visible import visible


class ActionModule(MaintenanceAction):
    _requires_connection = False

    ARGUMENTS: ClassVar = {
        "state_dir": STATE_DIR,
        "store_url": STORE_URL,
        "customer": {"type": "str"},
        "head": {"type": "str"},
        "evidence_key": {"type": "path"},
        "public_keys": {"type": "list", "elements": "path", "default": []},
    }

    def work(self, arguments: dict[str, Any], task_vars: dict[str, Any]) -> dict[str, Any]:
        state_dir, customer = state_directory(arguments["state_dir"]), arguments["customer"]
        given = _given(arguments["head"], customer)
        keys = trusted(state_dir, arguments["evidence_key"], arguments["public_keys"])
        if not store_exists(state_dir, arguments["store_url"]):
            raise StoreError(f"there is no evidence in {state_dir}, and no maintenance_store_url")
        with open_store(state_dir, arguments["store_url"]) as store:
            kept = _kept(store, state_dir)
            if given is not None:
                kept.setdefault(customer, []).append(given)
            chains = verify(store, keys, None if customer is None else [customer], kept)
        if not any(chain.head or chain.problem for chain in chains):
            raise StoreError("there is no evidence" if customer is None else f"there is no evidence of {visible(customer)}")
        for chain in chains:
            self._display.display(_line(chain))
        problems = [f"{_named(chain)}: {chain.problem}" for chain in chains if chain.problem]
        outcome = {"customers": [_returned(chain) for chain in chains], "trusted_keys": sorted(keys.keys)}
        return {**outcome, "failed": True, "msg": visible("; ".join(problems))} if problems else outcome


def _given(text: str | None, customer: str | None) -> Kept | None:
    if not text:
        return None
    if customer is None:
        raise InputError([Problem("maintenance_evidence_customer", "", "not set", "the customer whose report the head stands in")])
    try:
        sequence, digest = read_head(text)
    except ValueError as error:
        raise InputError([Problem("maintenance_head", "", shown(text), str(error))]) from error
    return Kept(sequence, digest, "the given head")


def _kept(store: Store, state_dir: Path) -> dict[str, list[Kept]]:
    """What this control node's run directories remember."""
    kept: dict[str, list[Kept]] = {}
    for run_id, customer, head in noted_heads(store, state_dir):
        kept.setdefault(customer, []).append(Kept(head["sequence"], head["digest"], f"the directory of run {run_id}"))
    return kept


def _named(chain: Checked) -> str:
    return chain.customer or "hosts without a customer"


def _line(chain: Checked) -> str:
    if chain.problem:
        return visible(f"{_named(chain)}: {chain.records} records fit, then: {chain.problem}")
    since = "" if chain.since == 1 else f", from record {chain.since} on"
    erased = f", {chain.erased} names erased" if chain.erased else ""
    return visible(f"{_named(chain)}: all {chain.records} records fit{since}{erased}; head {chain.head}")


def _returned(chain: Checked) -> dict[str, Any]:
    return {
        "customer": chain.customer or None, "records": chain.records, "since": chain.since, "erased": chain.erased, "head": chain.head,
        "problem": chain.problem,
    }  # fmt: skip
