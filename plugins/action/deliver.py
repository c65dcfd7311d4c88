# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The control node's half of `deliver`: tells customers and the provider what is new and what is resolved, each once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.actions.base import state_directory
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.actions.reporting import (
    NOT_WRITTEN,
    ReportingAction,
    described,
    named,
    report_directory,
    run_of,
)
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.delivery.delivery import PROVIDER, Delivery
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.delivery.ledger import Ledger
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.delivery.settings import DeliveryError, load_channels
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.publish import Publisher
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.report import Report
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.texts.visible import visible

TO_CUSTOMER, TO_PROVIDER = "maintenance_delivery", "maintenance_provider_delivery"


class ActionModule(ReportingAction):
    ARGUMENTS: ClassVar[dict[str, dict]] = {**ReportingAction.REPORTING}

    def work(self, arguments: dict[str, Any], task_vars: dict[str, Any]) -> dict[str, Any]:
        run = run_of(arguments)
        publisher = Publisher(run, state_directory(arguments["state_dir"]), report_directory(arguments))
        roster = self.roster(run, task_vars)
        delivery = Delivery(Ledger(publisher.state_dir), predict=bool(task_vars.get("ansible_check_mode")))
        with delivery.ledger.locked():
            reports: dict[str, Report] = {}
            for customer, member in roster:
                if customer is None:
                    continue
                try:
                    report, _missing = publisher.report(customer, member)
                    reports[customer] = report
                    channels = load_channels(self._variable(task_vars, sorted(member.hosts), TO_CUSTOMER), f"{TO_CUSTOMER} of {customer}")
                    delivery.to_customer(customer, report, channels)
                except (*NOT_WRITTEN, DeliveryError) as error:
                    delivery.problems.append(f"{named(customer)}: {_said(error)}")
            try:
                channels = load_channels(self._variable(task_vars, self._hosts(task_vars), TO_PROVIDER), TO_PROVIDER)
                delivery.to_provider(reports, channels, roster.language)
            except (*NOT_WRITTEN, DeliveryError) as error:
                delivery.problems.append(f"{PROVIDER}: {_said(error)}")
        for one in delivery.delivered:
            self._display.display(_line(one, delivery.predict))
        outcome = {"run_id": run.run_id, "changed": bool(delivery.delivered), "delivered": delivery.delivered, "problems": delivery.problems}
        return {**outcome, "failed": True, "msg": "; ".join(delivery.problems)} if delivery.problems else outcome

    def _hosts(self, task_vars: dict[str, Any]) -> list[str]:
        return [str(host) for host in task_vars["ansible_play_hosts_all"]]

    def _variable(self, task_vars: dict[str, Any], hosts: Sequence[str], name: str) -> Any:
        """A customer's or the provider's variable, as the first host of the play says it that has it."""
        in_play = set(self._hosts(task_vars))
        return next((value for host in hosts if host in in_play and (value := self.variable_of(task_vars, host, name)) is not None), None)


def _line(one: dict[str, Any], predicted: bool) -> str:
    who = PROVIDER if one["customer"] is None else one["customer"]
    what = f"{one['new']} new, {one['resolved']} resolved"
    return visible(f"{who}: {'would tell' if predicted else 'told'} by {one['channel']}{' ' + one['to'] if one['to'] else ''}: {what}")


def _said(error: Exception) -> str:
    return str(error) if isinstance(error, DeliveryError) else described(error)
