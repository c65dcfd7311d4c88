# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The control node's half of `vendor_script`: a script that lies here is verified before any of it leaves."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any, ClassVar

from ansible.errors import AnsibleActionFail

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.actions.pinned import pinned_file
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.actions.reaching import ReachingAction

LARGEST = 16 * 1024 * 1024


class ActionModule(ReachingAction):
    MODULE: ClassVar[str] = "bauer_group.remote_maintenance.vendor_script"

    def run_module(self, arguments: dict[str, Any], task_vars: dict[str, Any]) -> dict[str, Any]:
        file = pinned_file(arguments, "The install script was not run")
        if file is not None:
            arguments["content"] = base64.b64encode(_read(file)).decode("ascii")
        return super().run_module(arguments, task_vars)


def _read(file: Path) -> bytes:
    if file.stat().st_size > LARGEST:
        raise AnsibleActionFail(f"The install script was not run: {file} is longer than {LARGEST} bytes")
    return file.read_bytes()
