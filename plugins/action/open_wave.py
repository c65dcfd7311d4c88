# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The control node's half of `open_wave`: who acts now, unless too many have failed before."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, ClassVar

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act import records
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.rollout import Rollout, is_over
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.actions.acting import ActingAction
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.actions.base import RUN_ID, STATE_DIR
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run.store import RunError


class ActionModule(ActingAction):
    ARGUMENTS: ClassVar = {
        "state_dir": STATE_DIR,
        "run_id": RUN_ID,
        "wave": {"type": "int", "required": True},
    }

    def work(self, arguments: dict[str, Any], task_vars: dict[str, Any]) -> dict[str, Any]:
        run = self.opened(arguments)[1]
        rollout, wave = Rollout.of(run), arguments["wave"]
        if rollout is None or not 0 <= wave < len(rollout.waves):
            raise RunError(f"run {run.run_id} has no wave {wave}")
        if is_over(rollout, wave, records.all_acts(run)):
            if rollout.stopped_after is None:
                replace(rollout, stopped_after=wave - 1).keep(run)
                self._display.warning(f"Too many hosts failed (more than {rollout.failure_limit:g} percent): no further wave is begun.")
            return {"hosts": []}
        return {"hosts": list(rollout.waves[wave])}
