# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The control node's half of `conclude`: what became of a role on this host, and at last whether it is proven."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, ClassVar

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act import lock, records
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.decision import Refusal
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.gate import PRESENT, STATES, Product, not_proven
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.registry import PRODUCTS
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.tags import are_limiting, is_only_a_look, run_tags
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.view import View
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.wording import refusal_text
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.actions.acting import ActingAction
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.actions.base import RUN_ID, STATE_DIR
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.problems import printable


class ActionModule(ActingAction):
    ARGUMENTS: ClassVar = {
        "state_dir": STATE_DIR,
        "run_id": RUN_ID,
        "product": {"type": "str", "choices": list(PRODUCTS)},
        "state": {"type": "str", "choices": list(STATES), "default": PRESENT},
        "failure": {"type": "raw"},
    }

    def work(self, arguments: dict[str, Any], task_vars: dict[str, Any]) -> dict[str, Any]:
        state_dir, run = self.opened(arguments)
        view = self.own_view(run, task_vars, ())
        acts = records.acts_of(run, view.customer, view.host)
        if arguments["product"]:
            product = arguments["product"]
            act = acts.get(product, records.Act(records.BEGUN))
            if arguments["failure"]:
                act = replace(act, outcome=records.FAILED, message=_message(arguments["failure"]))
            elif act.outcome == records.BEGUN:
                act = replace(act, outcome=records.PREDICTED if self._task.check_mode else records.ACTED)
            records.note(run, view.customer, view.host, product, act)
            return {"outcome": act.outcome, "message": act.message, "verify": act.outcome == records.ACTED}
        lock.release(state_dir, view.customer, view.host, os.getppid())
        language = view.contract.language if view.contract else None
        acted = [PRODUCTS[name] for name, act in acts.items() if act.outcome == records.ACTED]
        if acted:
            # With the settings of these alone, so that another role's variables fail nobody who did not use it.
            view = self.own_view(run, task_vars, acted)
        for name, act in acts.items():
            if act.outcome == records.ACTED:
                missing = _missing(PRODUCTS[name], view, arguments["state"], act.steps, task_vars)
                outcome = records.FAILED if missing else records.PROVEN
                message = refusal_text(missing.reason, missing.data, language) if missing else None
                acts[name] = replace(act, outcome=outcome, message=message)
                records.note(run, view.customer, view.host, name, acts[name])
        outcomes = {name: act.outcome for name, act in acts.items()}
        return {"outcomes": outcomes, "failed_roles": [name for name, outcome in outcomes.items() if outcome == records.FAILED]}


def _missing(product: Product, view: View, state: str, taken: tuple[str, ...], task_vars: dict[str, Any]) -> Refusal | None:
    tags = run_tags(task_vars)
    if is_only_a_look(tags[0]):
        return product.proven(view, state, taken) or Refusal("steps_not_chosen", {"steps": list(taken)})
    return not_proven(product, view, state, taken, limited=are_limiting(*tags))


def _message(failure: Any) -> str:
    """A failed task's own message; what it censored stays so."""
    text = failure.get("msg") if isinstance(failure, Mapping) else failure
    return printable(" ".join(str(text or "failed without a message").split()))[: records.LONGEST_MESSAGE]
