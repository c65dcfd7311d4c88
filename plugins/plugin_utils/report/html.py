# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One customer's report as one HTML page that needs nothing else: no network, no other file, and no script to be read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.build import STATUSES
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.page import environment, stylesheet, stylesheet_hash
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.report import Report
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.tasks import Task
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.trend import changes, trends
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.view import HostView
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.texts.texts import Texts

_COUNTED = (*STATUSES[:3], "notices", *STATUSES[3:])
_CHUNKS_JOINED = 2000


def html_chunks(report: Report, tasks: Mapping[str, Sequence[Task]], texts: Texts) -> Iterator[bytes]:
    """Render the page piece by piece, so that a large fleet's page never stands in memory as a whole."""
    columns = _columns(report, texts)
    stream = environment().get_template("report.html.j2").stream(
        texts=texts,
        report=report.head,
        hosts=report.hosts,
        columns=columns,
        not_selected=[texts.requirement(name).title for name in texts.requirements if name not in report.head["run"]["requirements"]],
        tasks=tasks,
        shares=_shares(report.head["counts"]),
        shows_software=report.shows_software,
        counted=_COUNTED,
        stylesheet=stylesheet("report.css"),
        stylesheet_hash=stylesheet_hash("report.css"),
        script=stylesheet("report.js"),
        script_hash=stylesheet_hash("report.js"),
        changes=changes(report, texts),
        trends=trends(report.head.get("history"), texts),
        view=HostView(columns, texts, environment().get_template("repeated.html.j2").module),
    )
    stream.enable_buffering(_CHUNKS_JOINED)
    return (chunk.encode("utf-8") for chunk in stream)


def _columns(report: Report, texts: Texts) -> list[str]:
    """The requirements that this run assessed, in the order of the contract; a finding outside of them is not lost either."""
    shown = {*report.head["run"]["requirements"], *report.head["by_requirement"]}
    return [*(name for name in texts.requirements if name in shown), *sorted(shown.difference(texts.requirements))]


def _shares(counts: dict[str, int]) -> list[dict]:
    """The bar of all findings: kind, where its part begins and how wide it is, in thousandths."""
    total = sum(counts[kind] for kind in _COUNTED)
    begin = 0
    shares = []
    for kind in _COUNTED:
        if counts[kind]:
            shares.append({"kind": kind, "x": round(1000 * begin / total, 2), "width": round(1000 * counts[kind] / total, 2)})
            begin += counts[kind]
    return shares
