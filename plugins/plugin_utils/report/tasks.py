# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What there is to do, each thing once with all hosts it concerns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.build import is_common
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.words import finding_reason
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.texts.texts import Texts

PARTIES = ("customer", "provider", "undetermined")
NOTICES = "notices"
GROUPS = (*PARTIES, NOTICES)


@dataclass
class Task:
    """One thing to do. `group`: who does it, or `notices`; `hosts`: index and name of each host, in the report's order.

    `effect`: how many open findings go with it, those that it explains among them.
    """

    group: str
    todo: str
    requirements: list[str] = field(default_factory=list)
    hosts: dict[int, str] = field(default_factory=dict)
    effect: int = 0


def tasks(hosts: Iterable[Mapping], texts: Texts) -> dict[str, list[Task]]:
    """Gather the open findings of a report's hosts by what has to be done; what concerns most hosts comes first.

    What another open finding of the same host explains is left out: with its cause it goes too. What a common cause
    explains is one task.
    """
    found: dict[tuple[str, str], Task] = {}
    for index, host in enumerate(hosts):
        open_here = {finding["id"]: finding for finding in host["findings"] if finding["status"] in ("unmet", "unknown")}
        for finding in open_here.values():
            if finding["caused_by"] in open_here:
                continue
            group = NOTICES if finding["severity"] == "notice" else finding["responsible"]
            todo = _todo(finding, texts)
            task = found.setdefault((group, todo), Task(group, todo))
            task.hosts[index] = host["host"]
            task.effect += 1 + sum(other["caused_by"] == finding["id"] for other in open_here.values())
            if finding["id"] not in task.requirements:
                task.requirements.append(finding["id"])
    ordered = sorted(found.values(), key=lambda task: -len(task.hosts))
    return {group: [task for task in ordered if task.group == group] for group in GROUPS}


def _todo(finding: Mapping, texts: Texts) -> str:
    if is_common(finding["caused_by"]):
        return texts.cause_todo(finding["caused_by"])
    reason = finding_reason(finding, texts)
    return reason.todo or reason.seen
