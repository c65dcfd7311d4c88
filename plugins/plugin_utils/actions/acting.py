# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the actions of an acting run share."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from ansible.module_utils.urls import open_url
from ansible.template import Templar
from ansible.utils.vars import load_extra_vars

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.gate import Product
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.host_view import read_view
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.latest import latest
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.package_index import LARGEST
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.view import View
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.actions.base import MaintenanceAction, state_directory
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.assess.redaction import hide_sources
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.assess.variables import Variables
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run.store import RunDirectory
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.plain import plain

SECONDS = 30


class ActingAction(MaintenanceAction):
    """Works on the control node alone."""

    _requires_connection = False
    _supports_check_mode = True

    def said_on_command_line(self) -> dict[str, Any]:
        """The extra variables: what a person said for this run alone."""
        return plain(dict(load_extra_vars(self._loader)))

    def opened(self, arguments: Mapping[str, Any]) -> tuple[Path, RunDirectory]:
        state_dir = state_directory(arguments["state_dir"])
        return state_dir, RunDirectory.named(state_dir, arguments["run_id"])

    def view_of(self, run: RunDirectory, name: str, groups: Collection[str], variables: Variables, products: Collection[Product]) -> View:
        customers = run.read_document("customers") or []
        confirm = self.said_on_command_line().get("maintenance_confirm")
        view = read_view(run, name, groups, customers, variables, products, None if confirm is None else str(confirm))
        for product in products:
            source = product.latest_of(view) if hasattr(product, "latest_of") else None
            if source is not None:
                view = product.with_latest(view, *latest(run, source, _fetch))
        return view

    def own_view(self, run: RunDirectory, task_vars: dict[str, Any], products: Collection[Product]) -> View:
        """That of the task's host, with the variables of the role that asks."""
        return self.view_of(run, str(task_vars["inventory_hostname"]), _groups(task_vars), self.variables(task_vars), products)

    def view_of_another(self, run: RunDirectory, task_vars: dict[str, Any], name: str, products: Collection[Product]) -> View:
        """That of any host of the inventory."""
        return self.view_of(run, name, _groups(task_vars["hostvars"].raw_get(name)), self.variables_of_another(task_vars, name), products)

    def variables_of_another(self, task_vars: dict[str, Any], name: str) -> Variables:
        raw = task_vars["hostvars"].raw_get(name)
        return Variables(raw, Templar(loader=self._loader, variables=raw).template)


def _fetch(url: str) -> bytes:
    with open_url(url, timeout=SECONDS, http_agent="bauer_group.remote_maintenance", follow_redirects="safe") as answer:
        return answer.read(LARGEST + 1)


def _groups(variables: Mapping[str, Any]) -> list[str]:
    return [str(name) for name in variables["group_names"]]


# Ansible would show the lines of the inventory around a template that cannot be resolved.
hide_sources()
