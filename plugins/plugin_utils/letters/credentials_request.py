# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Credentials request: devices that cannot be logged in to, or not with administrative rights."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.letters.frame import framed
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.letters.letter import Heading, Letter, Paragraph, Points, Table
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.words import finding_reason
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.texts.texts import Texts

_REQUIREMENTS = ("access.credentials", "access.privilege")
_SHARES = (26, 34, 40)


def credentials_request(head: Mapping, hosts: Iterable[Mapping], texts: Texts, day: str) -> Letter | None:
    """None where nothing is missing that the customer has to give."""
    rows = []
    for host in hosts:
        for finding in host["findings"]:
            if finding["id"] in _REQUIREMENTS and finding["status"] == "unmet" and finding["responsible"] == "customer":
                reason = finding_reason(finding, texts)
                kind = texts.term("device_class", host["device_class"]) if host.get("device_class") else ""
                rows.append([f"{host['host']} ({kind})" if kind else host["host"], reason.seen, reason.todo])
    if not rows:
        return None
    blocks = [
        Paragraph(texts.say("credentials.why")),
        Heading(texts.say("credentials.missing")),
        Table([texts.say(f"credentials.{column}") for column in ("device", "seen", "todo")], rows, _SHARES),
        Heading(texts.say("credentials.how")),
        Points([texts.say(f"credentials.{point}") for point in ("how_account", "how_send", "how_change")]),
        Paragraph(texts.say("credentials.consequence")),
    ]
    return framed("credentials-request", "credentials", head, blocks, texts, day)
