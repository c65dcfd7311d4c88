# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The control node's half of `complete_run`: every host of the play is in the run, and the run is complete."""

from __future__ import annotations

from typing import Any, ClassVar

from ansible.template import Templar

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.actions.base import STATE_DIR, MaintenanceAction, state_directory
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.assess.assess import HostAssessment
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.assess.unreached import access_of_unreached
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.assess.variables import Variables
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run.begin import begun_hosts
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run.complete import complete
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run.store import RunDirectory, runs_directory


class ActionModule(MaintenanceAction):
    _requires_connection = False

    ARGUMENTS: ClassVar = {
        "state_dir": STATE_DIR,
        "run_id": {"type": "str", "required": True},
    }

    def work(self, arguments: dict[str, Any], task_vars: dict[str, Any]) -> dict[str, Any]:
        state_dir = state_directory(arguments["state_dir"])
        run = RunDirectory.load(runs_directory(state_dir) / arguments["run_id"])
        hosts = [str(host) for host in task_vars["ansible_play_hosts_all"]]
        if not begun_hosts(run).issuperset(hosts):
            return {"complete": False}
        customers = run.read_document("customers") or []

        def assess_missing(name: str) -> None:
            raw = task_vars["hostvars"].raw_get(name)
            variables = Variables(raw, Templar(loader=self._loader, variables=raw).template)
            host = HostAssessment(run, state_dir, name, [str(group) for group in raw["group_names"]], customers, variables)
            host.made_without_contact(access_of_unreached(raw, variables))

        outcome = complete(run, state_dir, hosts, assess_missing)
        return {"complete": True, **{name: outcome[name] for name in ("hosts", "unmet", "unknown", "new")}}
