# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The control node's half of `assess`: one host, one session, one assessment on file."""

from __future__ import annotations

from typing import Any, ClassVar

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.actions import begun
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.actions.base import MaintenanceAction
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.assess.assess import HostAssessment
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.assess.assessment import summary
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.assess.redaction import hide_sources
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.assess.session import Session
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.assess.warm import warm


class ActionModule(MaintenanceAction):
    ARGUMENTS: ClassVar = {**begun.ARGUMENTS, "acting": {"type": "bool"}}

    def work(self, arguments: dict[str, Any], task_vars: dict[str, Any]) -> dict[str, Any]:
        variables = self.variables(task_vars)
        state_dir, run = begun.begun_run(arguments, variables)
        acting = arguments["acting"]
        host = HostAssessment(
            run=run,
            state_dir=state_dir,
            name=str(task_vars["inventory_hostname"]),
            groups=[str(name) for name in task_vars["group_names"]],
            customers=run.read_document("customers") or [],
            variables=variables,
            acting=variables.flag("assessment_acting", False) if acting is None else acting,
        )
        self._session = Session(self, task_vars, f"{run.run_id} {host.name}")
        return summary(host.made(self._session))

    def _low_level_execute_command(self, cmd: str, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super()._low_level_execute_command(self._session.command(cmd), *args, **kwargs)


# Ansible imports this file in the process that then forks a worker for every host.
warm()
hide_sources()
