# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The control node's half of `win_vendor_program`: brings the program to the machine, verified before."""

from __future__ import annotations

from typing import Any, ClassVar

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.actions.windows_files import WindowsFilesAction
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.plain import plain


class ActionModule(WindowsFilesAction):
    MODULE: ClassVar[str] = "bauer_group.remote_maintenance.win_vendor_program"
    NOT_DONE = "The program was not set up"

    def run_module(self, arguments: dict[str, Any], task_vars: dict[str, Any]) -> dict[str, Any]:
        given = {name: value for name, value in plain(arguments).items() if value not in (None, "")}
        asked = {name: value for name, value in given.items() if name not in ("file", "url", "path")}
        if given.get("state") == "absent":
            return super().run_module(asked, task_vars)
        source = self.source(dict(given))
        if self._task.check_mode:
            return super().run_module(asked, task_vars)
        with self.folder() as folder:
            path = self.brought(source, folder, "program.exe", str(given.get("checksum")), task_vars)
            return super().run_module({**asked, "path": path}, task_vars)
