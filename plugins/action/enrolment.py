# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The control node's half of `enrolment`: the register learns what was done on a machine."""

from __future__ import annotations

from typing import Any, ClassVar

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.actions.base import STATE_DIR, STORE_URL, MaintenanceAction, state_directory
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run import clock, register
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run.store import RunDirectory
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.store.enrolment import Enrolment
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.store.errors import StoreError
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.store.register import Change, enrol, withdraw
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.store.text import storable

_TEXTS = ("customer", "product", "client_id", "management_id", "alias", "run_id")


class ActionModule(MaintenanceAction):
    _requires_connection = False

    ARGUMENTS: ClassVar = {
        "state": {"type": "str", "choices": ["present", "absent"], "default": "present"},
        "customer": {"type": "str", "required": True},
        "product": {"type": "str", "required": True},
        "client_id": {"type": "str"},
        "management_id": {"type": "str"},
        "alias": {"type": "str"},
        "assignment_id": {"type": "str", "no_log": True},
        "adopted": {"type": "bool", "default": False},
        "run_id": {"type": "str"},
        "state_dir": STATE_DIR,
        "store_url": STORE_URL,
    }

    def work(self, arguments: dict[str, Any], task_vars: dict[str, Any]) -> dict[str, Any]:
        state_dir = state_directory(arguments["state_dir"])
        run = RunDirectory.named(state_dir, arguments["run_id"]) if arguments["run_id"] else None
        wanted = _wanted(arguments, str(task_vars["inventory_hostname"]))
        present, dry = arguments["state"] == "present", bool(self._task.check_mode)
        try:
            if present:
                change = enrol(state_dir, arguments["store_url"], wanted, arguments["assignment_id"], dry)
            else:
                change = withdraw(state_dir, arguments["store_url"], wanted, dry)
        except StoreError:
            if run is not None and not dry:
                _tell(run, wanted, wanted if present else None)
            raise
        if run is not None and not dry:
            _tell(run, wanted, change.after)
        return {"changed": change.changed, "enrolment": change.after and change.after.as_shown(), **self._diff(change)}

    def _diff(self, change: Change) -> dict[str, Any]:
        if not self._task.diff or not change.changed:
            return {}
        before, after = ({} if one is None else one.as_shown() for one in (change.before, change.after))
        return {"diff": {"before_header": "register", "after_header": "register", "before": before, "after": after}}


def _wanted(arguments: dict[str, Any], host: str) -> Enrolment:
    texts = {name: None if arguments[name] is None else storable(arguments[name])[:1000] for name in _TEXTS}
    return Enrolment(host=storable(host), enrolled_at=clock.written(clock.now()), adopted=arguments["adopted"], **texts)


def _tell(run: RunDirectory, wanted: Enrolment, after: Enrolment | None) -> None:
    """What the same run assesses from now on is judged by what was done, whatever became of the store."""
    register.change(run, wanted.customer, wanted.host, wanted.product, after)
