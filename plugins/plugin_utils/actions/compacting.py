# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Actions that send what a Windows machine is to run in fewer bytes."""

from __future__ import annotations

from typing import Any

from ansible.plugins.action import ActionBase

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.actions.compact import compact


class CompactingAction(ActionBase):
    def _low_level_execute_command(self, cmd: str, sudoable: bool = True, in_data: bytes | None = None, **more: Any) -> dict[str, Any]:
        return super()._low_level_execute_command(cmd, sudoable=sudoable, in_data=compact(in_data), **more)
