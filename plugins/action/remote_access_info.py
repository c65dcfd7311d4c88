# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The control node's half of `remote_access_info`."""

from __future__ import annotations

from typing import Any

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.actions.looking import LookingAction


class ActionModule(LookingAction):
    ARGUMENTS = LookingAction.LOOK

    def work(self, arguments: dict[str, Any], task_vars: dict[str, Any]) -> dict[str, Any]:
        return self.look(arguments, task_vars)
