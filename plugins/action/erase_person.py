# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The control node's half of `erase_person`: a name goes, and the evidence stays whole."""

from __future__ import annotations

from typing import Any, ClassVar

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.actions.base import STATE_DIR, STORE_URL, MaintenanceAction, state_directory
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.evidence.erase import erase
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.store.open import open_store

_TRACES = (
    "The files of the store's database may still hold the name: PostgreSQL keeps it until the table persons is vacuumed; "
    "SQLite until nobody else has the store open, so erase it again then"
)


class ActionModule(MaintenanceAction):
    _requires_connection = False

    ARGUMENTS: ClassVar = {
        "state_dir": STATE_DIR,
        "store_url": STORE_URL,
        "customer": {"type": "str", "required": True},
        "person": {"type": "str", "required": True, "no_log": True},
    }

    def work(self, arguments: dict[str, Any], task_vars: dict[str, Any]) -> dict[str, Any]:
        with open_store(state_directory(arguments["state_dir"]), arguments["store_url"]) as store:
            erased = erase(store, arguments["customer"], arguments["person"], dry=bool(self._task.check_mode))
        if erased.traces:
            self._display.warning(_TRACES)
        return {"changed": bool(erased.names), "names": erased.names, "traces": erased.traces}
