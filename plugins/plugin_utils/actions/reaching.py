# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Actions that run a module on the customer's machine, where a connection that is lost on the way is a failure like any other.

Ansible calls a host unreachable then, which no `rescue` catches and which ends the play for it: nobody would note how far a role had come.
"""

from __future__ import annotations

from typing import Any, ClassVar

from ansible.errors import AnsibleActionFail, AnsibleConnectionFailure

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.actions.common import CommonAction
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.assess.collectors import AUTO, POWERSHELL, collector_for
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.assess.host import COLLECTORS
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.assess.variables import Variables
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.problems import InputError

# ssh would wait for ever for a host that has gone; what the user has set comes first and counts.
KEEP_ALIVE = "-o ServerAliveInterval=15 -o ServerAliveCountMax=4"
LOST = "The connection to the host was lost, or could not be made. A later run goes on from here."


class ReachingAction(CommonAction):
    """Runs `MODULE` with the task's own arguments, or, where a machine is looked at by the PowerShell collector, its sibling `WINDOWS_MODULE`."""

    MODULE: ClassVar[str]
    WINDOWS_MODULE: ClassVar[str | None] = None
    _supports_check_mode = True
    _supports_async = False

    def run(self, tmp: None = None, task_vars: dict[str, Any] | None = None) -> dict[str, Any]:
        result: dict[str, Any] = {}
        self._keep_alive()
        try:
            result = super().run(tmp, task_vars)
            # Ansible would write the arguments into the machine's system log.
            return {**result, **self.run_module(dict(self._task.args), {**(task_vars or {}), "ansible_no_target_syslog": True})}
        except AnsibleConnectionFailure:
            return {**result, "failed": True, "changed": False, "lost_contact": True, "msg": LOST}

    def _keep_alive(self) -> None:
        if self._connection.transport == "ssh":
            given = self.get_connection_option("ssh_extra_args") or ""
            self._connection.set_option("ssh_extra_args", f"{given} {KEEP_ALIVE}")

    def run_module(self, arguments: dict[str, Any], task_vars: dict[str, Any]) -> dict[str, Any]:
        return self._execute_module(module_name=self._module(task_vars), module_args=arguments, task_vars=task_vars)

    def _module(self, task_vars: dict[str, Any]) -> str:
        if self.WINDOWS_MODULE is None:
            return self.MODULE
        try:
            declared = Variables(task_vars, self._templar.template).one_of("maintenance_collector", COLLECTORS, AUTO)
        except InputError as error:
            raise AnsibleActionFail(str(error)) from error
        return self.WINDOWS_MODULE if collector_for(declared, self._connection) is POWERSHELL else self.MODULE
