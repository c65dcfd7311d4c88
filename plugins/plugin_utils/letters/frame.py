# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What all letters have in common: to whom, from whom, about which contract."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.letters.letter import Block, Letter, Paragraph
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.texts.texts import Texts


def framed(name: str, kind: str, head: Mapping, blocks: Sequence[Block], texts: Texts, day: str) -> Letter:
    """`kind` is the section of letters.yml, `head` that of report.json, `day` the letter's date (ISO)."""
    customer = head["customer"]
    contact = (customer.get("contact") or {}).get("name")
    sender = customer.get("provider") or texts.say("letter.provider")
    recipient = [line for line in (customer["name"] or customer["id"], contact) if line]
    references = [
        (texts.say("letter.date"), texts.values.day(day)),
        (texts.say("letter.contract"), customer["number"] or texts.values.write(None)),
        (texts.say("letter.as_of"), texts.values.date(head["run"]["started_at"])),
    ]
    greeting = texts.say("letter.greeting_named", name=contact) if contact else texts.say("letter.greeting")
    return Letter(
        name=name,
        language=texts.language,
        sender=sender,
        recipient=recipient,
        references=references,
        subject=texts.say(f"{kind}.subject"),
        blocks=[Paragraph(greeting), *blocks],
        closing=[texts.say("letter.regards"), sender],
    )
