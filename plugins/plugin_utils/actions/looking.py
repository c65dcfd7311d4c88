# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Actions that have the module `remote_access_info` look at a machine: the catalogue compiled before, whose the software is told after."""

from __future__ import annotations

from typing import Any, ClassVar

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.actions.base import MaintenanceAction
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.assess.collectors import AUTO, POWERSHELL, PYTHON, Collector, collector_for
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.assess.host import COLLECTORS
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.contract.provider import load_provider
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.catalogue import load_products
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.compiled import compile_queries
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.listing import listing

MODULE = "bauer_group.remote_maintenance.remote_access_info"
SECTIONS = ["platform", "privilege", "software"]
NOBODY = {"name": "-"}


class LookingAction(MaintenanceAction):
    _supports_check_mode = True
    LOOK: ClassVar = {
        "catalogues": {"type": "list", "elements": "str"},
        "provider": {"type": "dict"},
        "deadline": {"type": "float", "default": 10.0},
    }

    def look(self, arguments: dict[str, Any], task_vars: dict[str, Any]) -> dict[str, Any]:
        """The machine's software as detection/listing.py has it, or the module's result where that failed."""
        variables = self.variables(task_vars)
        provider = arguments["provider"] or variables.get("maintenance_provider")
        known = load_provider(provider or NOBODY)
        catalogue = load_products(arguments["catalogues"] or variables.get("maintenance_catalogues"))
        declared = variables.one_of("maintenance_collector", COLLECTORS, AUTO)
        name, given = _module_for(collector_for(declared, self._connection), arguments["deadline"], compile_queries(catalogue))
        # Ansible would write the whole query into the machine's system log.
        result = self._execute_module(module_name=name, module_args=given, task_vars={**task_vars, "ansible_no_target_syslog": True})
        if "observation" not in result:
            return result
        return listing(result["observation"], catalogue, known)


def _module_for(collector: Collector | None, deadline: float, queries: dict) -> tuple[str, dict[str, Any]]:
    """The module that looks, and its parameters. On Windows the collector itself does, asked for nothing else."""
    if collector is POWERSHELL:
        return collector.module, {"sections": SECTIONS, **collector.asked({"deadline": deadline, "software": queries})}
    return MODULE, {"deadline": deadline, "query": PYTHON.asked({"software": queries})["software"]}
