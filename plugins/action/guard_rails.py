# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The control node's half of `guard_rails`: what must be said on the command line before a run may act."""

from __future__ import annotations

from typing import Any, ClassVar

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act import guards
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.guards import Reach
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.actions.acting import ActingAction
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.contract.load import load_contract
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.inventory.customers import customer_groups, inventory_of

DEFAULT_HOST_LIMIT = 50
MOST_HOSTS = 100_000


class ActionModule(ActingAction):
    ARGUMENTS: ClassVar = {
        "confirmation": {"type": "bool", "default": False},
        "host_limit": {"type": "int", "default": DEFAULT_HOST_LIMIT},
    }

    def work(self, arguments: dict[str, Any], task_vars: dict[str, Any]) -> dict[str, Any]:
        reach = self._reach(task_vars)
        customer = guards.check_customer(reach)
        guards.check_host_limit(reach, arguments["host_limit"])
        number = self._number(task_vars, customer, reach)
        if arguments["confirmation"] or guards.CONFIRM in reach.said:
            guards.check_confirmation(reach, number)
        return {"customer": customer, "hosts": len(reach.hosts)}

    def _reach(self, task_vars: dict[str, Any]) -> Reach:
        inventory = inventory_of(task_vars["hostvars"])
        names = customer_groups(inventory, self._loader, task_vars.get("ansible_inventory_sources", []), task_vars.get("playbook_dir"))
        return Reach(
            said=self.said_on_command_line(),
            hosts=frozenset(str(host) for host in task_vars["ansible_play_hosts_all"]),
            customers={name: frozenset(str(host.name) for host in inventory.groups[name].get_hosts()) for name in names},
        )

    def _number(self, task_vars: dict[str, Any], customer: str, reach: Reach) -> str:
        """The number of the contract as its hosts have it. Raises ContractError."""
        host = min(reach.hosts)
        variables = self.variables_of_another(task_vars, host)
        return load_contract(variables.get("maintenance_contract"), f"maintenance_contract of {customer}").number
