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
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.delivery.ledger import Ledger
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.delivery.message import Section
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.delivery.news import news
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.delivery.send import NotDelivered, send
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.delivery.settings import Channel, DeliveryError, load_channels
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.publish import Publisher
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.report import Report
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run import clock
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.texts.load import texts

TO_CUSTOMER, TO_PROVIDER = "maintenance_delivery", "maintenance_provider_delivery"


class ActionModule(ReportingAction):
    ARGUMENTS: ClassVar[dict[str, dict]] = {**ReportingAction.REPORTING}

    def work(self, arguments: dict[str, Any], task_vars: dict[str, Any]) -> dict[str, Any]:
        run = run_of(arguments)
        publisher = Publisher(run, state_directory(arguments["state_dir"]), report_directory(arguments))
        roster = self.roster(run, task_vars)
        delivery = _Delivery(Ledger(publisher.state_dir), predict=bool(task_vars.get("ansible_check_mode")))
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
                delivery.problems.append(f"provider: {_said(error)}")
        outcome = {"run_id": run.run_id, "changed": bool(delivery.delivered), "delivered": delivery.delivered, "problems": delivery.problems}
        return {**outcome, "failed": True, "msg": "; ".join(delivery.problems)} if delivery.problems else outcome

    def _hosts(self, task_vars: dict[str, Any]) -> list[str]:
        return [str(host) for host in task_vars["ansible_play_hosts_all"]]

    def _variable(self, task_vars: dict[str, Any], hosts: Sequence[str], name: str) -> Any:
        """A customer's or the provider's variable, as the first host of the play says it that has it."""
        in_play = set(self._hosts(task_vars))
        return next((value for host in hosts if host in in_play and (value := self.variable_of(task_vars, host, name)) is not None), None)


class _Delivery:
    """`predict`: say what would be sent, and send nothing (check mode)."""

    def __init__(self, ledger: Ledger, predict: bool) -> None:
        self.ledger = ledger
        self.delivered: list[dict] = []
        self.problems: list[str] = []
        self._predict = predict

    def to_customer(self, customer: str, report: Report, channels: Sequence[Channel]) -> None:
        for channel in channels:
            key = f"customer.{channel.name}"
            found = news(report.hosts, self.ledger.told(customer, key), for_customer=True)
            language = report.head["customer"]["language"]
            self._hand_over(channel, [Section(report.head, found)] if found else [], language, key, customer)

    def to_provider(self, reports: dict[str, Report], channels: Sequence[Channel], language: str) -> None:
        for channel in channels:
            key = f"provider.{channel.name}"
            found = [(report.head, news(report.hosts, self.ledger.told(customer, key), for_customer=False)) for customer, report in reports.items()]
            self._hand_over(channel, [Section(head, of_customer) for head, of_customer in found if of_customer], language, key, None)

    def _hand_over(self, channel: Channel, sections: Sequence[Section], language: str, key: str, customer: str | None) -> None:
        if not sections:
            return
        if not self._predict:
            try:
                send(channel, sections, texts(language, None), customer is not None, clock.written(clock.now()))
            except NotDelivered as error:
                self.problems.append(f"{'provider' if customer is None else named(customer)}: not delivered by {channel.name}: {error}")
                return
            for section in sections:
                self.ledger.remember(section.head["customer"]["id"], key, section.news.told)
        counts = {kind: sum(len(getattr(section.news, kind)) for section in sections) for kind in ("new", "resolved")}
        self.delivered.append({"customer": customer, "channel": channel.name, **counts})


def _said(error: Exception) -> str:
    return str(error) if isinstance(error, DeliveryError) else described(error)
