# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Individual coordination: somebody else's TeamViewer or AnyDesk with unattended access was found, which rules ours out until agreed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.letters.frame import framed
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.letters.letter import Boxes, Heading, Letter, Paragraph, Signature, Table
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.texts.texts import Texts

_REQUIREMENT = "client.exclusive"
_FOREIGN = {"foreign_client", "foreign_client_not_as_agreed"}
_UNCLEAR = {"exclusive_unclear"}
_SHARES = (22, 20, 28, 30)


def coordination(head: Mapping, hosts: Iterable[Mapping], texts: Texts, day: str) -> Letter | None:
    """None where no foreign client was found, and none whose owner is unclear."""
    foreign, unclear = [], []
    for host in hosts:
        for finding in host["findings"]:
            if finding["id"] == _REQUIREMENT and finding["status"] in ("unmet", "unknown"):
                for reasons, rows in ((_FOREIGN, foreign), (_UNCLEAR, unclear)):
                    if finding["reason"] in reasons:
                        rows += [_row(host["host"], found, texts) for found in _found(finding)]
    if not foreign and not unclear:
        return None
    columns = [texts.say(f"coordination.{column}") for column in ("where", "what", "how", "whose")]
    blocks = [Paragraph(texts.say("coordination.why"))]
    if foreign:
        blocks += [Heading(texts.say("coordination.found")), Table(columns, foreign, _SHARES)]
    if unclear:
        blocks += [Heading(texts.say("coordination.unclear")), Paragraph(texts.say("coordination.unclear_ask")), Table(columns, unclear, _SHARES)]
    blocks += [
        Heading(texts.say("coordination.options")),
        Boxes([texts.say(f"coordination.option_{option}") for option in ("coexist", "replace", "remove")]),
        Paragraph(texts.say("coordination.until_then")),
        Signature([texts.say("letter.place_and_date"), texts.say("letter.name_in_capitals"), texts.say("letter.signature_customer")]),
    ]
    return framed("coordination", "coordination", head, blocks, texts, day)


def _found(finding: Mapping) -> list[Mapping]:
    found = finding["data"].get("found")
    return [one for one in found if isinstance(one, Mapping)] if isinstance(found, list) else []


def _row(host: str, found: Mapping, texts: Texts) -> list[str]:
    how = [texts.values.write(found[key], key) for key in ("presence", "unattended") if found.get(key) is not None]
    if found.get("client_id"):
        how.append(texts.say("coordination.id", id=found["client_id"]))
    whose = [texts.values.write(found[key], key) for key in ("owner", "company", "namespace", "ownership") if found.get(key)]
    return [host, texts.values.write(found.get("name") or found.get("product")), ", ".join(how), ", ".join(whose) or texts.values.write(None)]
