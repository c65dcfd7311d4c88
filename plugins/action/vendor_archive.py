# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The control node's half of `vendor_archive`: an archive that lies here is verified before any of it is sent."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.actions.pinned import pinned_file
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.actions.reaching import ReachingAction


class ActionModule(ReachingAction):
    MODULE: ClassVar[str] = "bauer_group.remote_maintenance.vendor_archive"
    TRANSFERS_FILES = True

    def run_module(self, arguments: dict[str, Any], task_vars: dict[str, Any]) -> dict[str, Any]:
        if arguments.get("state") == "absent":
            arguments.pop("file", None)
        file = pinned_file(arguments, "The archive was not unpacked")
        if file is None:
            return super().run_module(arguments, task_vars)
        if self._task.check_mode:
            return super().run_module({**arguments, "file": str(file)}, task_vars)
        try:
            return super().run_module({**arguments, "path": self._sent(file)}, task_vars)
        finally:
            self._remove_tmp_path(self._connection._shell.tmpdir)

    def _sent(self, file: Path) -> str:
        shell = self._connection._shell
        self._make_tmp_path()
        remote = shell.join_path(shell.tmpdir, "archive")
        self._transfer_file(str(file), remote)
        self._fixup_perms2((shell.tmpdir, remote))
        return remote
