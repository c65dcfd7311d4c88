# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Firewall request: what to open, from which hosts, to which names and ports, and why."""

from __future__ import annotations

from collections.abc import Mapping

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.firewall.rules import ANYWHERE, Batch, Demand, batches
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.letters.frame import framed
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.letters.letter import Block, Heading, Letter, Paragraph, Points, Table
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.texts.texts import Texts

_SHARES = (42, 14, 44)
_ONE_PORT = "endpoints.teamviewer"
"""Of these destinations' ports one is enough."""


def firewall_request(head: Mapping, demand: Demand, texts: Texts, day: str, everything: bool = False) -> Letter | None:
    """None where nothing has to be opened."""
    if not demand:
        return None
    blocks = [Paragraph(texts.say("firewall_request.why")), Paragraph(texts.say("firewall_request.all" if everything else "firewall_request.blocked"))]
    blocks += rule_blocks(demand, texts)
    blocks.append(Paragraph(texts.say("firewall_request.files")))
    return framed("firewall-request", "firewall_request", head, blocks, texts, day)


def rule_blocks(demand: Demand, texts: Texts) -> list[Block]:
    """A table for each purpose; the hosts it is for below it."""
    blocks: list[Block] = []
    by_purpose: dict[tuple[str, tuple[str, ...]], list[Batch]] = {}
    for batch in batches(demand):
        by_purpose.setdefault((batch.purpose, batch.hosts), []).append(batch)
    columns = [texts.say(f"firewall_request.{column}") for column in ("to", "port", "known")]
    for (purpose, hosts), joined in by_purpose.items():
        words = texts.requirement(purpose)
        blocks += [
            Heading(words.title),
            Paragraph(texts.say("firewall_request.reason", clause=words.clause)),
            Table(columns, [row for batch in joined for row in _rows(batch, texts)], _SHARES),
        ]
        if purpose == _ONE_PORT and len({rule.port for batch in joined for rule in batch.rules}) > 1:
            blocks.append(Paragraph(texts.say("firewall_request.one_port")))
        blocks.append(Paragraph(texts.say("firewall_request.from", hosts=_named(hosts, demand))))
    if demand.exemptions:
        blocks += [Heading(texts.say("firewall_request.exempt_title")), Paragraph(texts.say("firewall_request.exempt"))]
        exemptions = sorted(demand.exemptions.items())
        blocks.append(Points([texts.say("firewall_request.exempt_row", place=place, hosts=", ".join(hosts)) for place, hosts in exemptions]))
    return blocks


def _rows(batch: Batch, texts: Texts) -> list[list[str]]:
    return [
        [
            texts.say("firewall.internet") if rule.pattern == ANYWHERE else rule.pattern,
            f"{rule.port}/{rule.protocol.upper()}" + ("" if rule.required else f" ({texts.say('firewall.needed_no')})"),
            ", ".join(rule.names),
        ]
        for rule in batch.rules
    ]


def _named(hosts: tuple[str, ...], demand: Demand) -> str:
    return ", ".join(f"{host} ({demand.addresses[host]})" if host in demand.addresses else host for host in hosts)
