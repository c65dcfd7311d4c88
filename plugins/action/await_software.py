# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The control node's half of `await_software`: looks again and again, as compliance looks."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any, ClassVar

from ansible.errors import AnsibleConnectionFailure

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.actions.looking import LookingAction
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.actions.reaching import LOST
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.presence import RUNNING

PAUSE = 2.0
ANY = "any"
ABSENT = {"presence": None, "ownership": None, "ownership_reason": None, "client_id": None, "version": None, "details": {}}


class ActionModule(LookingAction):
    ARGUMENTS: ClassVar = {
        **LookingAction.LOOK,
        "product": {"type": "str", "required": True},
        "seconds": {"type": "float", "default": 60.0},
        "state": {"type": "str", "choices": [RUNNING, ANY], "default": RUNNING},
    }

    def work(self, arguments: dict[str, Any], task_vars: dict[str, Any]) -> dict[str, Any]:
        ends_at = time.monotonic() + arguments["seconds"]
        while True:
            seen = self._seen(arguments, task_vars)
            if _is_ready(seen, arguments) or time.monotonic() >= ends_at:
                return self._told(seen, arguments)
            time.sleep(min(PAUSE, max(0.0, ends_at - time.monotonic())))

    def _seen(self, arguments: dict[str, Any], task_vars: dict[str, Any]) -> dict[str, Any]:
        """The product's row, or why there is none."""
        try:
            looked = self.look(arguments, task_vars)
        except AnsibleConnectionFailure:
            return {**ABSENT, "problem": LOST, "lost_contact": True}
        if "products" not in looked:
            return {**ABSENT, "problem": str(looked.get("msg") or "the machine could not be looked at")}
        row = next((row for row in looked["products"] if row["product"] == arguments["product"]), None)
        if row is None and not looked["complete"]:
            return {**ABSENT, "problem": "the look at the machine's software was not complete, and what was seen of it does not hold this"}
        return row or ABSENT

    def _told(self, seen: Mapping[str, Any], arguments: Mapping[str, Any]) -> dict[str, Any]:
        told = {name: seen[name] for name in ABSENT}
        if seen["presence"] == RUNNING or _is_any(seen, arguments):
            return told
        within = f"{arguments['product']} does not run {arguments['seconds']:g} s after it was set up"
        lost = {"lost_contact": True} if seen.get("lost_contact") else {}
        return {**told, **lost, "failed": True, "msg": seen.get("problem") or f"{within}; what was found of it: {seen['presence'] or 'nothing'}"}


def _is_ready(seen: Mapping[str, Any], arguments: Mapping[str, Any]) -> bool:
    return _is_any(seen, arguments) or seen["presence"] == RUNNING and bool(seen["client_id"])


def _is_any(seen: Mapping[str, Any], arguments: Mapping[str, Any]) -> bool:
    """Whatever there is of it will do, but it was looked for."""
    return arguments["state"] == ANY and not seen.get("problem")
