# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The control node's half of `plan_waves`: decides for all hosts at once, from what is on file, and divides those with something to do into waves."""

from __future__ import annotations

from typing import Any, ClassVar

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act import records
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.decision import Decision, Refusal
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.gate import PRESENT, STATES, decide
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.registry import PRODUCTS
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.rollout import Rollout
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.tags import limited, run_tags
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.waves import DEFAULT_WAVES, waves
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.actions.acting import ActingAction
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.actions.base import RUN_ID, STATE_DIR
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run.store import RunDirectory
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.problems import InputError


class ActionModule(ActingAction):
    ARGUMENTS: ClassVar = {
        "state_dir": STATE_DIR,
        "run_id": RUN_ID,
        "products": {"type": "list", "elements": "str", "required": True},
        "state": {"type": "str", "choices": list(STATES), "default": PRESENT},
        "only": {"type": "list", "elements": "str"},
        "waves": {"type": "list", "elements": "raw", "default": list(DEFAULT_WAVES)},
        "site_limit": {"type": "int", "default": 5},
        "failure_limit": {"type": "float", "default": 10.0},
    }

    def work(self, arguments: dict[str, Any], task_vars: dict[str, Any]) -> dict[str, Any]:
        run = self.opened(arguments)[1]
        hosts, sites = [], {}
        for name in (str(host) for host in task_vars["ansible_play_hosts_all"]):
            if self._has_something_to_do(run, task_vars, name, arguments, sites):
                hosts.append(name)
        planned = waves(hosts, sites, arguments["waves"] or DEFAULT_WAVES, max(1, arguments["site_limit"]))
        Rollout(arguments["state"], tuple(map(tuple, planned)), arguments["failure_limit"]).keep(run)
        return {"waves": list(range(len(planned))), "hosts": len(hosts)}

    def _has_something_to_do(self, run: RunDirectory, task_vars: dict[str, Any], name: str, arguments: dict[str, Any], sites: dict[str, str | None]) -> bool:
        products = [PRODUCTS[product] for product in arguments["products"]]
        try:
            view = self.view_of_another(run, task_vars, name, products)
            tags = run_tags(task_vars)
            decisions = {product.PRODUCT: limited(decide(product, view, arguments["state"], arguments["only"]), *tags) for product in products}
            customer, sites[name] = view.customer, view.site
        except InputError as error:
            # What is wrong with one host's variables holds up nobody else.
            decisions = {product.PRODUCT: Decision(permitted=False, refusal=Refusal("setting_invalid", {"problem": str(error)})) for product in products}
            customer = self.said_on_command_line().get("maintenance_customer")
        for product, decision in decisions.items():
            planned = records.act_of(decision)
            records.note(run, customer, name, product, planned if planned.outcome != records.BEGUN else records.Act(records.NOT_BEGUN, decision.steps))
        return any(decision.steps for decision in decisions.values())
