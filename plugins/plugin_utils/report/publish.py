# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One customer's report, from the run directory to its files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import tzinfo
from itertools import chain
from pathlib import Path

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.catalogue.endpoints import EndpointCatalogue
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.history.document import history_of
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.build import build_report
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.outputs import DEFAULT_FORMATS, FORMATS, Sources
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.overview import Card, card
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.report import Report
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.roster import Member
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.summary import summary
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.tasks import Task, tasks
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run import clock, files, names
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run.aborted import never_reached
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run.store import RunDirectory, RunError
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.texts.load import texts
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.texts.texts import Texts


@dataclass
class Published:
    """What was written. `summary` is for the terminal; `problems`: what the report had to do without."""

    paths: dict[str, str]
    counts: Mapping[str, int]
    summary: str
    card: Card
    problems: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Publisher:
    """Writes the reports of one run below `report_dir`; times in `zone` (None: the control node's), summaries `width` columns wide.

    The overview's cards are in `overview_language` (None: each in its customer's).
    `formats` are keys of outputs.FORMATS; `catalogue` and `addresses` (host to address) are what firewall rules are made of.
    """

    run: RunDirectory
    state_dir: Path
    report_dir: Path
    zone: tzinfo | None = None
    width: int = 80
    formats: Sequence[str] = DEFAULT_FORMATS
    catalogue: EndpointCatalogue | None = None
    addresses: Mapping[str, str] = field(default_factory=dict)
    overview_language: str | None = None

    def publish(self, customer_id: str | None, member: Member) -> Published:
        """Write the report in each format: each file whole or not at all."""
        report, problems = self.report(customer_id, member)
        words = texts(member.described["language"], self.zone)
        todo = tasks(report.hosts, words)
        folder = self.folder(customer_id)
        sources = Sources(report, todo, words, self.catalogue, self.addresses)
        paths = {chosen: _write(folder / FORMATS[chosen].file, FORMATS[chosen].chunks(sources)) for chosen in self.formats}
        shown = summary(report, todo, words, self.width) + "".join(f"\n{words.say('summary.report')}: {path}" for path in _first(paths)) + "\n"
        return Published(paths, report.head["counts"], shown, self._card(report, todo, words, paths.get("html")), problems)

    def _card(self, report: Report, todo: Mapping[str, Sequence[Task]], words: Texts, page: str | None) -> Card:
        """The customer's part of the overview, which is for us and in one language."""
        if self.overview_language not in (None, words.language):
            words = texts(self.overview_language, self.zone)
            todo = tasks(report.hosts, words)
        return card(report, todo, words, self.report_dir / self.run.run_id, page)

    def folder(self, customer_id: str | None) -> Path:
        """Where all that is written for a customer lies."""
        return self.report_dir / self.run.run_id / names.directory_name(customer_id)

    def report(self, customer_id: str | None, member: Member) -> tuple[Report, list[str]]:
        """The customer's report, and what it had to do without."""
        recorded, problems = self._history(customer_id)
        report = build_report(
            self.run.run,
            member.customer(customer_id),
            chain(self.run.read_assessments(customer_id), never_reached(self.run, customer_id, member.hosts)),
            recorded["hosts"] if recorded else {},
            clock.written(clock.now()),
            member.hosts,
            recorded,
        )
        return report, problems

    def _history(self, customer_id: str | None) -> tuple[dict | None, list[str]]:
        """A damaged history costs a report nothing but what was before; whoever asked for the report learns of it."""
        try:
            return history_of(self.run, customer_id), []
        except RunError as error:
            return None, [f"the history of earlier runs cannot be read: {error}"]


def _write(path: Path, chunks: Iterator[bytes]) -> str:
    with files.private_file(path) as file:
        for chunk in chunks:
            file.write(chunk)
    return str(path)


def _first(paths: Mapping[str, str]) -> list[str]:
    """The file for people, if it was written; else the first."""
    return [path for path in (paths.get("html"), *paths.values()) if path][:1]
