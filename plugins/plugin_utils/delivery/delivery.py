# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""From reports to channels: each is told what it was not told yet, and what it has taken is remembered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.delivery.ledger import Ledger
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.delivery.message import Section
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.delivery.news import news
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.delivery.send import NoConnection, NotDelivered, send
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.delivery.settings import Channel
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.report import Report
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run import clock
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.texts.load import texts
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.texts.visible import visible

PROVIDER = "provider"


@dataclass
class Delivery:
    """`predict`: say what would be sent, and send nothing. Whoever uses it holds the ledger's lock.

    `delivered`: one entry for each message that was taken; `problems`: a line for each that was not.
    """

    ledger: Ledger
    predict: bool = False
    delivered: list[dict] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    _gone: dict[str, NoConnection] = field(default_factory=dict)

    def to_customer(self, customer: str, report: Report, channels: Sequence[Channel]) -> None:
        for channel in channels:
            self._tell(channel, f"customer.{channel.account}", {customer: report}, report.head["customer"]["language"], customer)

    def to_provider(self, reports: Mapping[str, Report], channels: Sequence[Channel], language: str) -> None:
        for channel in channels:
            self._tell(channel, f"{PROVIDER}.{channel.account}", reports, language, None)

    def _tell(self, channel: Channel, account: str, reports: Mapping[str, Report], language: str, customer: str | None) -> None:
        sections = []
        for name, report in reports.items():
            try:
                before = self.ledger.account(name, account)
            except (OSError, ValueError) as error:
                self.problems.append(f"{visible(name)}: not told to {visible(account)}: {error}")
                continue
            found = news(report.hosts, before.told, for_customer=customer is not None)
            if found:
                sections.append(Section(report.head, found, before.sent))
        if not sections:
            return
        if not self.predict:
            try:
                self._send(channel, account, sections, language, customer is not None)
            except NotDelivered as error:
                self.problems.append(f"{visible(customer or PROVIDER)}: not delivered by {channel.account}: {error}")
                return
            for section in sections:
                self.ledger.remember(section.head["customer"]["id"], account, section.news.told)
        counts = {kind: sum(len(getattr(section.news, kind)) for section in sections) for kind in ("new", "resolved")}
        self.delivered.append({"customer": customer, "channel": channel.name, "to": channel.to, **counts})

    def _send(self, channel: Channel, account: str, sections: Sequence[Section], language: str, for_customer: bool) -> None:
        """A server that is not there is waited for once and not for each of its addresses."""
        if channel.server in self._gone:
            raise self._gone[channel.server]
        try:
            send(channel, account, sections, texts(language, None), for_customer, clock.written(clock.now()))
        except NoConnection as error:
            self._gone[channel.server] = error
            raise
