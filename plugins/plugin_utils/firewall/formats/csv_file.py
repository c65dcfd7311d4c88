# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules as a table for people and spreadsheets: everything that was asked for, patterns as the vendors say them."""

from __future__ import annotations

import csv
import io

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.firewall.rules import ANYWHERE, Demand
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.csv_file import BYTE_ORDER_MARK, cell
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.texts.texts import Texts

COLUMNS = ("host", "address", "destination", "names", "port", "protocol", "action", "needed", "purpose", "requirement")


def render(demand: Demand, texts: Texts) -> dict[str, bytes]:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=texts.say("conventions.csv_separator"), quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([cell(texts.say(f"firewall.{column}")) for column in COLUMNS])
    for rule in sorted(demand.rules):
        title = texts.requirement(rule.purpose).title
        place = texts.say("firewall.internet") if rule.pattern == ANYWHERE else rule.pattern
        needed = texts.say("firewall.needed_yes" if rule.required else "firewall.needed_no")
        action = texts.say("firewall.allow")
        for host in demand.rules[rule]:
            told = [host, demand.addresses.get(host), place, ", ".join(rule.names), str(rule.port), rule.protocol.upper(), action, needed, title, rule.purpose]
            writer.writerow([cell(value) for value in told])
    for place in sorted(demand.exemptions):
        for host in demand.exemptions[place]:
            name, _colon, port = place.rpartition(":")
            told = [host, demand.addresses.get(host), name or place, "", port, "TCP", texts.say("firewall.exempt"), texts.say("firewall.needed_yes"), "", ""]
            writer.writerow([cell(value) for value in told])
    return {"rules.csv": BYTE_ORDER_MARK + buffer.getvalue().encode("utf-8")}
