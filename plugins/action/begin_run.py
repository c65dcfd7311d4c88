# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The control node's half of `begin_run`: a run directory, ready for every host."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, ClassVar

from ansible.release import __version__ as ansible_version

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.actions.base import STATE_DIR, STORE_URL, MaintenanceAction, state_directory
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.assess.compiled import check, compiled
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.assess.idling import sleep_longer
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.assess.variables import Variables
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.assess.warm import warm
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.catalogue.endpoints import PRODUCTS
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.inventory.customers import customer_groups, inventory_of
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.inventory.sources import unread_sources
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.reference.reference import Reference
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run import files, register
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run.awx import check_store
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run.begin import begin, note_batch, note_hosts
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run.contracts import note_problems
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run.selection import selected
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run.store import RunDirectory, begun_by
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.store.enrolment import Enrolment
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.store.open import open_store, store_exists


class ActionModule(MaintenanceAction):
    _requires_connection = False

    ARGUMENTS: ClassVar = {
        "state_dir": STATE_DIR,
        "run_id": {"type": "str"},
        "requirements": {"type": "raw"},
        "store_url": STORE_URL,
    }

    def work(self, arguments: dict[str, Any], task_vars: dict[str, Any]) -> dict[str, Any]:
        state_dir = state_directory(arguments["state_dir"])
        controller = os.getppid()
        # With the strategy `free` several hosts of a run come by at once; few runs meet at one of the locks.
        with files.locked(state_dir / f"begin-{controller % 10}.lock"):
            run = begun_by(state_dir, controller) or self._begun(arguments, task_vars, state_dir, controller)
            note_batch(run, [str(host) for host in task_vars["ansible_play_batch"]])
        return {"run_id": run.run_id, "state_dir": str(state_dir)}

    def _begun(self, arguments: dict[str, Any], task_vars: dict[str, Any], state_dir: Path, controller: int) -> RunDirectory:
        requirements = selected(arguments["requirements"], task_vars.get("ansible_run_tags", ["all"]), task_vars.get("ansible_skip_tags", []))
        variables = self._run_variables(task_vars)
        check(variables)
        check_store(arguments["store_url"], state_dir)
        enrolments = self._register(state_dir, arguments["store_url"])
        run = begin(state_dir, arguments["run_id"], requirements, bool(variables.get("maintenance_trust_anchor")), controller, ansible_version)
        note_hosts(run, map(str, task_vars["ansible_play_hosts_all"]))
        note_problems(run, None, unread_sources(inventory_of(task_vars["hostvars"])))
        run.write_document("customers", sorted(self._customers(task_vars)))
        register.export(run, enrolments)
        Reference.load(run.path).cover(compiled(run, requirements, variables, frozenset(PRODUCTS.values())).plan)
        return run

    def _register(self, state_dir: Path, url: str | None) -> list[Enrolment]:
        """What the store's register holds; a run that has no store yet waits for no database."""
        if not store_exists(state_dir, url):
            return []
        with open_store(state_dir, url) as store:
            for problem in store.problems:
                self._display.warning(problem)
            return store.enrolments.in_force()

    def _run_variables(self, task_vars: dict[str, Any]) -> Variables:
        """Variables that hold for the run as a whole: as localhost has them, not as the host that this task happens to run for."""
        delegated = task_vars.get("ansible_delegated_vars", {}).get(self._task.delegate_to)
        return self.variables(delegated or task_vars)

    def _customers(self, task_vars: dict[str, Any]) -> frozenset[str]:
        sources = task_vars.get("ansible_inventory_sources", [])
        return customer_groups(inventory_of(task_vars["hostvars"]), self._loader, sources, task_vars.get("playbook_dir"))


# Ansible imports this file in the process that then forks a worker for this task, and later for every host.
warm()
sleep_longer()
