# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One customer's report, from the run directory to its files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import tzinfo
from pathlib import Path

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.build import build_report
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.csv_file import csv_chunks
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.html import html_chunks
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.json_file import json_chunks
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.roster import Member
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.summary import summary
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.tasks import tasks
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run import clock, files, history, names
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run.store import RunDirectory
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.texts.load import texts


@dataclass
class Published:
    """What was written. `summary` is for the terminal; `problems`: what the report had to do without."""

    paths: dict[str, str]
    counts: Mapping[str, int]
    summary: str
    problems: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Publisher:
    """Writes the reports of one run below `report_dir`; times in `zone` (None: the control node's), summaries `width` columns wide."""

    run: RunDirectory
    state_dir: Path
    report_dir: Path
    zone: tzinfo | None = None
    width: int = 80

    def publish(self, customer_id: str | None, member: Member) -> Published:
        """Write report.json, report.csv and report.html: each file whole or not at all."""
        earlier, problems = self._history(customer_id)
        report = build_report(
            self.run.run,
            member.customer(customer_id),
            self.run.read_assessments(customer_id),
            earlier,
            clock.written(clock.now()),
            member.hosts,
        )
        words = texts(member.described["language"], self.zone)
        todo = tasks(report.hosts, words)
        folder = self.report_dir / self.run.run_id / names.directory_name(customer_id)
        paths = {
            "json": _write(folder / "report.json", json_chunks(report)),
            "csv": _write(folder / "report.csv", csv_chunks(report, words)),
            "html": _write(folder / "report.html", html_chunks(report, todo, words)),
        }
        shown = summary(report, todo, words, self.width) + f"\n{words.say('summary.report')}: {paths['html']}\n"
        return Published(paths, report.head["counts"], shown, problems)

    def _history(self, customer_id: str | None) -> tuple[dict, list[str]]:
        """A damaged history costs a report nothing but the dates of earlier assessments; whoever asked for the report learns of it."""
        try:
            return history.read(self.state_dir, customer_id), []
        except (OSError, ValueError) as error:
            return {}, [f"the history of earlier runs cannot be read: {error}"]


def _write(path: Path, chunks: Iterator[bytes]) -> str:
    with files.private_file(path) as file:
        for chunk in chunks:
            file.write(chunk)
    return str(path)
