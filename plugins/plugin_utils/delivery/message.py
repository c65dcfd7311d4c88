# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""News in words for mail, and as data for a webhook."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.delivery.news import Item, News
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.records import canonical
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.words import finding_reason
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.texts.texts import Texts
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.texts.visible import visible
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.texts.wrapping import wrapped

WIDTH = 76
_POINTS_TOLD = 60
_HOSTS_NAMED = 12
_LONGEST_NAME = 60  # in a subject


@dataclass(frozen=True)
class Section:
    """One customer's news. `head` is that of its report; `sent`: how many messages the channel has taken before."""

    head: Mapping
    news: News
    sent: int = 0


def subject(sections: Sequence[Section], texts: Texts) -> str:
    new, resolved = (sum(len(getattr(section.news, kind)) for section in sections) for kind in ("new", "resolved"))
    counts = ", ".join(texts.count(kind, number) for kind, number in (("new", new), ("resolved", resolved)) if number)
    about = _name(sections[0].head)[:_LONGEST_NAME] if len(sections) == 1 else texts.count("customers", len(sections))
    return visible(texts.say("delivery.subject", counts=counts, about=about))


def body(sections: Sequence[Section], texts: Texts, for_customer: bool) -> str:
    lines: list[str] = []
    if for_customer:
        contact = (sections[0].head["customer"].get("contact") or {}).get("name")
        lines += [visible(texts.say("letter.greeting_named", name=contact) if contact else texts.say("letter.greeting")), ""]
    for section in sections:
        if not for_customer:
            title = " \u00b7 ".join(visible(part) for part in (_name(section.head), section.head["customer"]["number"]) if part)
            lines += [title, "=" * min(len(title), WIDTH), ""]
        for kind, items in (("new", section.news.new), ("resolved", section.news.resolved)):
            if items:
                heading = texts.say(f"delivery.{kind}_customer" if for_customer else f"delivery.{kind}")
                lines += [*wrapped(heading, WIDTH), "", *_points(items, kind, texts), ""]
    if for_customer:
        provider = sections[0].head["customer"].get("provider") or texts.say("letter.provider")
        lines += [texts.say("letter.regards"), visible(provider), ""]
    lines.append(texts.say("delivery.run", run_id=sections[0].head["run"]["run_id"]))
    return "\n".join(lines) + "\n"


def payload(sections: Sequence[Section], texts: Texts, account: str, sent_at: str) -> dict:
    """The JSON of a webhook; `account` as for `identity`."""
    customers = [
        {
            "id": section.head["customer"]["id"],
            "name": section.head["customer"]["name"],
            "number": section.head["customer"]["number"],
            "new": [_as_data(item, texts) for item in section.news.new],
            "resolved": [_as_data(item, texts) for item in section.news.resolved],
        }
        for section in sections
    ]
    content = {"format": 1, "event": "findings", "run_id": sections[0].head["run"]["run_id"], "language": texts.language, "customers": customers}
    return {**content, "id": identity(sections, account), "sent_at": sent_at}


def identity(sections: Sequence[Section], account: str) -> str:
    """By what a message is known that may have arrived already: the same news of the same channel, in whatever run, until one was delivered."""
    told = [[section.head["customer"]["id"], section.sent, _pairs(section.news.new), _pairs(section.news.resolved)] for section in sections]
    return hashlib.sha256(canonical([account, told])).hexdigest()[:32]


def _pairs(items: Iterable[Item]) -> list[tuple[str, str]]:
    return [(item.host, item.finding["id"]) for item in items]


def _points(items: Iterable[Item], kind: str, texts: Texts) -> list[str]:
    """What says the same of several hosts is one point."""
    gathered: dict[tuple[str, str, str], list[str]] = {}
    for item in items:
        reason = finding_reason(item.finding, texts)
        title = texts.requirement(item.finding["id"]).title
        key = (title, reason.seen, reason.todo) if kind == "new" else (title, "", "")
        gathered.setdefault(key, []).append(item.host)
    lines: list[str] = []
    for number, ((title, seen, todo), hosts) in enumerate(gathered.items()):
        if number == _POINTS_TOLD:
            lines.append("  " + texts.count("further_tasks", len(gathered) - number))
            break
        lines += wrapped(visible(f"{title}: {_named(hosts, texts)}"), WIDTH, "- ", "  ")
        for label, text in ((texts.say("report.seen"), seen), (texts.say("report.todo"), todo)):
            if text:
                lines += wrapped(visible(f"{label}: {text}"), WIDTH, "  ", "    ")
    return lines


def _named(hosts: Sequence[str], texts: Texts) -> str:
    named = ", ".join(hosts[:_HOSTS_NAMED])
    return f"{named} {texts.count('further_hosts', len(hosts) - _HOSTS_NAMED)}" if len(hosts) > _HOSTS_NAMED else named


def _as_data(item: Item, texts: Texts) -> dict:
    reason = finding_reason(item.finding, texts)
    return {
        "host": item.host,
        **{key: item.finding[key] for key in ("id", "status", "severity", "responsible", "reason", "data", "caused_by", "checked_at")},
        "title": texts.requirement(item.finding["id"]).title,
        "seen": reason.seen,
        "todo": reason.todo,
    }


def _name(head: Mapping) -> str:
    customer = head["customer"]
    return customer["name"] or customer["id"] or ""
