# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The control node's half of `summarize_acts`: what a roll-out did, refused and left undone, on the terminal."""

from __future__ import annotations

from typing import Any, ClassVar

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act import records, summary
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.registry import PRODUCTS
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.rollout import Rollout
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.actions.acting import ActingAction
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.actions.base import RUN_ID, STATE_DIR
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run.contracts import customer_entry
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run.store import RunDirectory
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.texts.visible import visible

MOST_NAMED = 20
MOST_LINES = 200


class ActionModule(ActingAction):
    ARGUMENTS: ClassVar = {
        "state_dir": STATE_DIR,
        "run_id": RUN_ID,
    }

    def work(self, arguments: dict[str, Any], task_vars: dict[str, Any]) -> dict[str, Any]:
        run = self.opened(arguments)[1]
        acts = list(records.all_acts(run))
        roles = {product: module.ROLE for product, module in PRODUCTS.items()}
        lines = [visible(line) for line in summary.lines(acts, roles, _language(run, acts))]
        for line in lines[:MOST_LINES]:
            self._display.display(line)
        if len(lines) > MOST_LINES:
            self._display.display(f"... ({len(lines)})")
        return {"lines": lines[:MOST_LINES], "counts": summary.counts(acts), "reasons": _reasons(run, summary.failed_hosts(acts))}


def _language(run: RunDirectory, acts: list) -> str | None:
    customer = next((customer for host, customer, products in acts if customer is not None), None)
    return customer_entry(run, customer, [], [])["language"] if customer is not None else None


def _reasons(run: RunDirectory, failed: list[str]) -> list[str]:
    """Why the run has failed: what a roll-out could not do, always; what it refused to do, never."""
    reasons = []
    if failed:
        more = f" and {len(failed) - MOST_NAMED} more" if len(failed) > MOST_NAMED else ""
        reasons.append(f"failed on {len(failed)} hosts: {', '.join(failed[:MOST_NAMED])}{more}")
    rollout = Rollout.of(run)
    if rollout is not None and rollout.stopped_after is not None:
        left = sum(map(len, rollout.waves[rollout.stopped_after + 1 :]))
        reasons.append(f"stopped after wave {rollout.stopped_after + 1} of {len(rollout.waves)}, {left} hosts were not begun")
    return reasons
