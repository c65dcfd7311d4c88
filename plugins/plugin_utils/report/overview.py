# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One page across all customers: what to do next, ordered by effect."""

from __future__ import annotations

import os.path
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.page import environment, stylesheet, stylesheet_hash
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.report import Report
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.tasks import PARTIES, Task
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.view import SYMBOLS
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.texts.texts import Texts

_TASKS_KEPT = 10  # of one customer
_TASKS_SHOWN = 40  # of all


@dataclass(frozen=True)
class Next:
    """One thing to do. `effect` is the number of findings that go with it, `hosts` on how many hosts."""

    customer: str
    link: str | None
    party: str
    todo: str
    effect: int
    hosts: int


@dataclass(frozen=True)
class Card:
    """A customer in one line, and what there is to do for it. `link` leads to its report, relative to the overview."""

    customer: str | None
    name: str | None
    number: str | None
    counts: Mapping[str, int]
    partial: bool
    contract_errors: int
    link: str | None
    nexts: Sequence[Next]


def card(report: Report, tasks: Mapping[str, Sequence[Task]], texts: Texts, folder: Path, page: str | None) -> Card:
    """`folder`: where the overview lies; `page`: path of the customer's report.html."""
    customer = report.head["customer"]
    link = os.path.relpath(page, folder) if page else None
    name = customer["name"] or customer["id"] or texts.say("report.unassigned")
    nexts = [Next(name, link, party, task.todo, task.effect, len(task.hosts)) for party in PARTIES for task in tasks[party]]
    nexts.sort(key=lambda one: (-one.effect, -one.hosts))
    return Card(
        customer=customer["id"],
        name=name,
        number=customer["number"],
        counts=report.head["counts"],
        partial=report.head["partial"],
        contract_errors=len(customer.get("contract_errors") or ()),
        link=link,
        nexts=nexts[:_TASKS_KEPT],
    )


def overview(cards: Iterable[Card], run: Mapping, texts: Texts, generated_at: str) -> str:
    """`run` is run.json. Customers with most open points come first."""
    listed = sorted(cards, key=lambda one: (-_open(one.counts), one.name or ""))
    nexts = sorted((one for customer in listed for one in customer.nexts), key=lambda one: (-one.effect, -one.hosts, one.customer))
    return environment().get_template("overview.html.j2").render(
        texts=texts,
        run=run,
        cards=listed,
        nexts=nexts[:_TASKS_SHOWN],
        further=max(0, len(nexts) - _TASKS_SHOWN),
        symbols=SYMBOLS,
        open_points=_open,
        generated_at=generated_at,
        stylesheet=stylesheet("report.css"),
        stylesheet_hash=stylesheet_hash("report.css"),
    )


def _open(counts: Mapping[str, int]) -> int:
    return counts["unmet"] + counts["unknown"]
