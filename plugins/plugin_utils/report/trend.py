# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the page shows of the past: what changed since the last run, and how each requirement fared month by month."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.report import Report
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.texts.texts import Texts

MONTHS_SHOWN = 12
CHANGES_SHOWN = 60
BAR_WIDTH, BAR_GAP, BAR_HEIGHT = 8, 2, 24
_LEAST_HEIGHT = 1  # so that a month without a met minute is seen to be there
_HOUR = 3600
_KINDS = ("new", "resolved")


class Change(NamedTuple):
    """`anchor` leads to the host's finding; None where the report does not have the host."""

    host: str
    title: str
    anchor: str | None


class Changes(NamedTuple):
    """`further` are those beyond what is shown."""

    kind: str
    shown: Sequence[Change]
    further: int


class Bar(NamedTuple):
    """One month; `known` is false where nothing is known of it."""

    x: int
    y: float
    height: float
    known: bool


class Trend(NamedTuple):
    """A requirement's months. `said` is the picture in words, `share` that of the latest month, `customer_hours` summed over hosts and months."""

    requirement: str
    title: str
    bars: Sequence[Bar]
    width: int
    said: str
    share: str
    customer_hours: str


def changes(report: Report, texts: Texts) -> list[Changes]:
    """What is new and what is resolved since the last run; nothing where the run was not recorded."""
    told = (report.head.get("history") or {}).get("changes") or {}
    if not any(told.get(kind) for kind in _KINDS):
        return []
    anchors = {host["host"]: f"h{number}" for number, host in enumerate(report.hosts, start=1)}
    listed = []
    for kind in _KINDS:
        rows = sorted(told.get(kind) or (), key=lambda row: (row["requirement"], row["host"]))
        if rows:
            shown = [_change(row, anchors, texts) for row in rows[:CHANGES_SHOWN]]
            listed.append(Changes(kind, shown, len(rows) - len(shown)))
    return listed


def trends(history: Mapping | None, texts: Texts) -> list[Trend]:
    """The requirements of which more than nothing is known, in the order of the contract."""
    availability = (history or {}).get("availability") or {}
    months = sorted({month for of_requirement in availability.values() for month in of_requirement})[-MONTHS_SHOWN:]
    ordered = [name for name in texts.requirements if name in availability]
    return [_trend(name, availability[name], months, texts) for name in ordered if any(_share(availability[name], month) is not None for month in months)]


def _change(row: Mapping, anchors: Mapping[str, str], texts: Texts) -> Change:
    anchor = anchors.get(row["host"])
    return Change(row["host"], texts.requirement(row["requirement"]).title, f"{anchor}-{row['requirement']}" if anchor else None)


def _trend(requirement: str, by_month: Mapping[str, Mapping], months: Sequence[str], texts: Texts) -> Trend:
    shares = [_share(by_month, month) for month in months]
    said = ", ".join(f"{month}: {_percent(share, texts)}" for month, share in zip(months, shares))
    latest = next((share for share in reversed(shares) if share is not None), None)
    hours = sum(by_month.get(month, {}).get("unmet_customer", 0) for month in months) / _HOUR
    return Trend(
        requirement,
        texts.requirement(requirement).title,
        [_bar(number, share) for number, share in enumerate(shares)],
        max(1, len(months)) * (BAR_WIDTH + BAR_GAP),
        said,
        _percent(latest, texts),
        texts.say("history.hours", hours=round(hours)) if hours >= 1 else "",
    )


def _bar(number: int, share: float | None) -> Bar:
    height = BAR_HEIGHT if share is None else max(_LEAST_HEIGHT, round(BAR_HEIGHT * min(1.0, max(0.0, share)), 1))
    return Bar(number * (BAR_WIDTH + BAR_GAP), round(BAR_HEIGHT - height, 1), height, share is not None)


def _share(by_month: Mapping[str, Mapping], month: str) -> float | None:
    return by_month.get(month, {}).get("share")


def _percent(share: float | None, texts: Texts) -> str:
    """Never rounded up to the whole: 99.97 % met is not always met."""
    if share is None:
        return texts.values.write(None)
    return f"{texts.values.write(int(share * 1000) / 10)}\u00a0%"
