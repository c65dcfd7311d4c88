# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The control node's half of `complete_run`: every host of the play is in the run, and the run is complete."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from ansible.template import Templar

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.actions.base import (
    RUN_ID,
    STATE_DIR,
    STORE_URL,
    MaintenanceAction,
    state_directory,
)
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.assess.assess import HostAssessment
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.assess.unreached import access_of_unreached
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.assess.variables import Variables
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.evidence.memory import Memory, Place
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.history.history import STALE_AFTER
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run.begin import begun_hosts
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run.complete import complete
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run.store import RunDirectory
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.problems import InputError, Problem


class ActionModule(MaintenanceAction):
    _requires_connection = False

    ARGUMENTS: ClassVar = {
        "state_dir": STATE_DIR,
        "run_id": RUN_ID,
        "store_url": STORE_URL,
        "evidence_key": {"type": "path"},
        "evidence_days": {"type": "int"},
        "stale_after": {"type": "int", "default": STALE_AFTER},
    }

    def work(self, arguments: dict[str, Any], task_vars: dict[str, Any]) -> dict[str, Any]:
        state_dir = state_directory(arguments["state_dir"])
        run = RunDirectory.named(state_dir, arguments["run_id"])
        hosts = [str(host) for host in task_vars["ansible_play_hosts_all"]]
        if not begun_hosts(run).issuperset(hosts):
            return {"complete": False}
        customers = run.read_document("customers") or []

        def assess_missing(name: str) -> None:
            raw = task_vars["hostvars"].raw_get(name)
            variables = Variables(raw, Templar(loader=self._loader, variables=raw).template)
            host = HostAssessment(run, state_dir, name, [str(group) for group in raw["group_names"]], customers, variables)
            host.made_without_contact(access_of_unreached(raw, variables))

        with Memory(_place(arguments, state_dir)) as memory:
            outcome = complete(run, memory, hosts, assess_missing)
        for problem in memory.problems:
            self._display.warning(problem)
        return {"complete": True, **{name: outcome[name] for name in ("hosts", "unmet", "unknown", "new")}}


def _place(arguments: dict[str, Any], state_dir: Path) -> Place:
    for name in ("evidence_days", "stale_after"):
        if arguments[name] is not None and arguments[name] < 1:
            raise InputError([Problem(name, "", str(arguments[name]), "a number of days, 1 or more")])
    return Place(state_dir, arguments["store_url"], arguments["evidence_key"], arguments["evidence_days"], arguments["stale_after"])
