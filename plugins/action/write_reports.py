# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The control node's half of `write_reports`: a report for each customer, and a summary on the terminal."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, ClassVar

from ansible.template import Templar
from jinja2 import TemplateError

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.actions.base import STATE_DIR, MaintenanceAction, state_directory
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.assess.host import Host, read_host
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.assess.variables import Variables
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.inventory.customers import customer_groups, inventory_of
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.publish import Published, Publisher
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.roster import Roster
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run.store import RunDirectory, RunError, newest, runs_directory
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.texts.visible import visible

# Whatever is wrong with what one customer's report is made of, the others get theirs.
_NO_REPORT = (OSError, LookupError, TypeError, ValueError, AttributeError, TemplateError, RunError)


class ActionModule(MaintenanceAction):
    _requires_connection = False

    ARGUMENTS: ClassVar[dict[str, dict]] = {
        "state_dir": STATE_DIR,
        "report_dir": {"type": "str"},
        "run_id": {"type": "str"},
    }

    def work(self, arguments: dict[str, Any], task_vars: dict[str, Any]) -> dict[str, Any]:
        state_dir = state_directory(arguments["state_dir"])
        report_dir = Path(arguments["report_dir"]).expanduser() if arguments["report_dir"] else state_dir / "reports"
        run = _run(state_dir, arguments["run_id"])
        roster = self._roster(run, task_vars)
        publisher = Publisher(run, state_dir, report_dir, width=self._display.columns)
        reports, problems = [], []
        for customer, member in roster:
            name = "hosts without a customer" if customer is None else visible(customer)
            try:
                published = publisher.publish(customer, member)
            except _NO_REPORT as error:
                problems.append(f"{name}: no report: {visible(f'{type(error).__name__}: {error}')}")
                continue
            self._display.display("\n" + published.summary)
            problems += [f"{name}: {problem}" for problem in published.problems]
            reports.append(_returned(customer, published))
        outcome = {"run_id": run.run_id, "reports": reports, "problems": problems}
        return {**outcome, "failed": True, "msg": "; ".join(problems)} if problems else outcome

    def _roster(self, run: RunDirectory, task_vars: dict[str, Any]) -> Roster:
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

    def _read(self, task_vars: dict[str, Any], names: Iterable[str], customers: frozenset[str]) -> Iterable[Host]:
        for name in names:
            raw = task_vars["hostvars"].raw_get(name)
            resolve = Templar(loader=self._loader, variables=raw).template
            yield read_host(name, [str(group) for group in raw["group_names"]], customers, Variables(raw, resolve))


def _run(state_dir: Path, run_id: str | None) -> RunDirectory:
    if run_id:
        return RunDirectory.load(runs_directory(state_dir) / run_id)
    run = newest(state_dir)
    if run is None:
        raise RunError(f"{runs_directory(state_dir)} holds no run yet; the playbook bauer_group.remote_maintenance.compliance makes one")
    return run


def _returned(customer: str | None, published: Published) -> dict[str, Any]:
    return {"customer": customer, **published.paths, "counts": dict(published.counts)}
