# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the collection's own action plugins share: they work on the control node's files, and say in one line what is wrong."""

from __future__ import annotations

from abc import abstractmethod
from pathlib import Path
from typing import Any, ClassVar

from ansible.errors import AnsibleActionFail

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.actions.common import CommonAction
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.assess.variables import Variables
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.libraries import require_libraries
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run.store import RunError
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.plain import plain
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.problems import InputError
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.store.errors import StoreError

STATE_DIR = {"type": "str", "default": "~/.local/state/bauer_group/remote_maintenance"}
RUN_ID = {"type": "str", "required": True}
STORE_URL = {"type": "str", "no_log": True}


class MaintenanceAction(CommonAction):
    """An action with an argument spec, whose errors of input are failures of the task rather than tracebacks."""

    ARGUMENTS: ClassVar[dict[str, dict]] = {}

    def run(self, tmp: None = None, task_vars: dict[str, Any] | None = None) -> dict[str, Any]:
        result = super().run(tmp, task_vars)
        _validation, arguments = self.validate_argument_spec(self.ARGUMENTS)
        try:
            require_libraries()
            return {**result, "changed": False, **self.work(plain(arguments), task_vars or {})}
        except (InputError, RunError, StoreError, ImportError, OSError) as error:
            raise AnsibleActionFail(str(error)) from error

    @abstractmethod
    def work(self, arguments: dict[str, Any], task_vars: dict[str, Any]) -> dict[str, Any]:
        """The action's own part of the result. `arguments` are plain data, complete with defaults."""

    def variables(self, task_vars: dict[str, Any]) -> Variables:
        return Variables(task_vars, self._templar.template)


def state_directory(given: str) -> Path:
    return Path(given).expanduser()
