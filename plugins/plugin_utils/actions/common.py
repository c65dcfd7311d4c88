# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What every action of this collection does: it sends what a Windows machine is to run in fewer bytes, and cannot hang on a log file."""

from __future__ import annotations

from typing import Any

from ansible.plugins.action import ActionBase

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.actions.compact import compact
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.actions.logs import reopen_log_files


class CommonAction(ActionBase):
    def run(self, tmp: None = None, task_vars: dict[str, Any] | None = None) -> dict[str, Any]:
        reopen_log_files()
        return super().run(tmp, task_vars)

    def _low_level_execute_command(self, cmd: str, sudoable: bool = True, in_data: bytes | None = None, **more: Any) -> dict[str, Any]:
        return super()._low_level_execute_command(cmd, sudoable=sudoable, in_data=compact(in_data), **more)
