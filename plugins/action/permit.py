# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The control node's half of `permit`: whether a role may act on this host, and what differs. Connects to nothing."""

from __future__ import annotations

import os
from typing import Any, ClassVar

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act import lock, records
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.decision import Decision, Refusal
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.gate import PRESENT, STATES, Product, decide
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.platforms import system
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.registry import PRODUCTS
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.tags import is_only_a_look, limited, run_tags
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.view import View
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.wording import as_result
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.actions.acting import ActingAction
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.actions.base import RUN_ID, STATE_DIR


class ActionModule(ActingAction):
    ARGUMENTS: ClassVar = {
        "state_dir": STATE_DIR,
        "run_id": RUN_ID,
        "product": {"type": "str", "required": True, "choices": list(PRODUCTS)},
        "state": {"type": "str", "choices": list(STATES), "default": PRESENT},
        "only": {"type": "list", "elements": "str"},
    }

    def work(self, arguments: dict[str, Any], task_vars: dict[str, Any]) -> dict[str, Any]:
        state_dir, run = self.opened(arguments)
        product = PRODUCTS[arguments["product"]]
        view = self.own_view(run, task_vars, [product])
        tags = run_tags(task_vars)
        decision = limited(decide(product, view, arguments["state"], arguments["only"]), *tags)
        if decision.steps and is_only_a_look(tags[0]):
            # Nothing is done, and what is missing then fails to be proven.
            records.note(run, view.customer, view.host, product.PRODUCT, records.Act(records.ACTED, decision.steps))
            return {**self._shown(product, view, decision, arguments["state"]), "steps": [], "verify": True}
        if decision.permitted and decision.steps and not self._task.check_mode:
            holder = lock.take(state_dir, view.customer, view.host, os.getppid(), run.run_id)
            if holder is not None:
                decision = Decision(permitted=False, refusal=Refusal("busy", {"run_id": holder.run_id, "since": holder.since}))
        records.note(run, view.customer, view.host, product.PRODUCT, records.act_of(decision))
        return self._shown(product, view, decision, arguments["state"])

    def _shown(self, product: Product, view: View, decision: Decision, state: str) -> dict[str, Any]:
        language = view.contract.language if view.contract else None
        refusal = as_result(decision.refusal, language) if decision.refusal else None
        if refusal:
            self._display.display(f"{view.host}: {product.ROLE}: {refusal['text']}")
        look = view.look(product.PRODUCT)
        more = product.details(view, state) if hasattr(product, "details") else {}
        return {
            "permitted": decision.permitted,
            "refusal": refusal,
            "steps": list(decision.steps),
            "verify": bool(decision.steps),
            "customer": view.customer,
            "system": system(view.platform),
            "look": None if look is None else {name: getattr(look, name) for name in SHOWN},
            "details": more,
        }


SHOWN = ("presence", "version", "runs", "starts_at_boot", "owner", "ownership_reason", "unattended", "client_id", "managed")
