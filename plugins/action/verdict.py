# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The control node's half of `verdict`: the run's exit code."""

from __future__ import annotations

from typing import Any, ClassVar

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.actions.base import RUN_ID, STATE_DIR, MaintenanceAction, state_directory
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run.complete import OUTCOME
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run.outcome import POLICIES, reasons_to_fail
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run.store import RunDirectory, RunError


class ActionModule(MaintenanceAction):
    _requires_connection = False

    ARGUMENTS: ClassVar = {
        "state_dir": STATE_DIR,
        "run_id": RUN_ID,
        "fail_on": {"type": "str", "choices": list(POLICIES), "default": "new"},
        "reasons": {"type": "list", "elements": "str"},
    }

    def work(self, arguments: dict[str, Any], task_vars: dict[str, Any]) -> dict[str, Any]:
        run = RunDirectory.named(state_directory(arguments["state_dir"]), arguments["run_id"])
        outcome = run.read_document(OUTCOME)
        if outcome is None:
            raise RunError(f"run {run.run_id} did not come to its end: it is {run.run['status']}")
        reasons = [*(arguments["reasons"] or ()), *reasons_to_fail(outcome, arguments["fail_on"])]
        if reasons:
            return {"failed": True, "msg": "; ".join(reasons), "reasons": reasons}
        return {"msg": f"{outcome['hosts']} hosts assessed", "reasons": []}
