# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the actions share that write about a run on file: which run, which customers, where to, and what the inventory says of addresses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, ClassVar

from ansible.errors import AnsibleError
from ansible.template import Templar
from jinja2 import TemplateError

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.actions.base import STATE_DIR, STORE_URL, MaintenanceAction, state_directory
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.assess.host import Host, read_host
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.assess.variables import Variables
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.evidence.restore import restore
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.firewall.rules import is_address
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.inventory.customers import customer_groups, inventory_of
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.pdf.render import obstacle
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.roster import Roster
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run.store import RunDirectory, RunError, newest, runs_directory
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.store.open import open_store, store_exists
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.texts.visible import visible

PDF = "pdf"

# Whatever is wrong with what is written for one customer, the others get theirs.
NOT_WRITTEN = (OSError, LookupError, TypeError, ValueError, AttributeError, TemplateError, AnsibleError, RunError)


class ReportingAction(MaintenanceAction):
    """Runs once, on the control node, and connects to no host."""

    _requires_connection = False

    REPORTING: ClassVar[dict[str, dict]] = {
        "state_dir": STATE_DIR,
        "report_dir": {"type": "str"},
        "run_id": {"type": "str"},
        "store_url": STORE_URL,
    }

    def roster(self, run: RunDirectory, task_vars: dict[str, Any]) -> Roster:
        """The run's customers and the play's. A limited play asks for the customers of its hosts only."""
        roster = Roster(run)
        hosts = [str(host) for host in task_vars["ansible_play_hosts_all"]]
        customers = customer_groups(
            inventory_of(task_vars["hostvars"]), self._loader, task_vars.get("ansible_inventory_sources", []), task_vars.get("playbook_dir")
        )
        on_file = roster.hosts()
        for host in self._read(task_vars, (name for name in hosts if name not in on_file), customers):
            roster.add_host(host)
        if task_vars.get("ansible_limit"):
            roster.only_with(hosts)
        else:
            roster.add_customers(customers)
        return roster

    def addresses(self, task_vars: dict[str, Any]) -> dict[str, str]:
        """Hosts whose address the inventory says, as `ansible_host` or as their name."""
        found = {}
        for name in map(str, task_vars["ansible_play_hosts_all"]):
            address = self.variable_of(task_vars, name, "ansible_host", name)
            if isinstance(address, str) and is_address(address):
                found[name] = address
        return found

    def possible(self, wanted: Iterable[str], without_pdf: str) -> tuple[list[str], list[str]]:
        """The formats that can be written here, and what is missing for the others, which is warned of and costs nothing else."""
        formats = list(dict.fromkeys(wanted))
        missing = obstacle() if PDF in formats else None
        if missing is None:
            return formats, []
        self._display.warning(f"{without_pdf}: {missing}")
        return [chosen for chosen in formats if chosen != PDF], [f"{PDF}: {missing}"]

    def variable_of(self, task_vars: dict[str, Any], host: str, name: str, default: Any = None) -> Any:
        """One of a host's variables, templated; the default where there is none, or where it cannot be resolved."""
        raw = task_vars["hostvars"].raw_get(host)
        if not isinstance(raw, Mapping) or name not in raw:
            return default
        try:
            return Templar(loader=self._loader, variables=raw).template(raw[name])
        except (AnsibleError, TemplateError):
            return default

    def _read(self, task_vars: dict[str, Any], names: Iterable[str], customers: frozenset[str]) -> Iterable[Host]:
        for name in names:
            raw = task_vars["hostvars"].raw_get(name)
            resolve = Templar(loader=self._loader, variables=raw).template
            yield read_host(name, [str(group) for group in raw["group_names"]], customers, Variables(raw, resolve))


def report_directory(arguments: Mapping[str, Any]) -> Path:
    given = arguments["report_dir"]
    return Path(given).expanduser() if given else state_directory(arguments["state_dir"]) / "reports"


def run_of(arguments: Mapping[str, Any]) -> RunDirectory:
    """The run that is named, else the newest: as this control node has it on file, else as the store has it. Raises RunError and StoreError."""
    state_dir, run_id, url = state_directory(arguments["state_dir"]), arguments["run_id"], arguments["store_url"]
    runs = runs_directory(state_dir)
    if run_id and (runs / run_id / "run.json").is_file():
        return RunDirectory.load(runs / run_id)
    run = None if run_id else newest(state_dir)
    if run is None and store_exists(state_dir, url):
        with open_store(state_dir, url) as store:
            return restore(store, state_dir, run_id)
    if run is None:
        raise RunError(f"{runs} holds no run {run_id or 'yet'}; the playbook bauer_group.remote_maintenance.compliance makes one")
    return run


def named(customer: str | None) -> str:
    """A customer in a message."""
    return "hosts without a customer" if customer is None else visible(customer)


def described(error: Exception) -> str:
    return visible(f"{type(error).__name__}: {error}")
