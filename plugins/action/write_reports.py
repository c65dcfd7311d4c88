# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The control node's half of `write_reports`: a report for each customer, an overview, and a summary on the terminal."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.actions.base import state_directory
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.actions.reporting import (
    NOT_WRITTEN,
    PDF,
    ReportingAction,
    described,
    named,
    report_directory,
    run_of,
)
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.catalogue.load import load_endpoints
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.outputs import DEFAULT_FORMATS, FORMATS
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.overview import Card, overview
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.publish import Published, Publisher
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.roster import Roster
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run import clock, files
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.texts.load import texts

HTML = "html"


class ActionModule(ReportingAction):
    ARGUMENTS: ClassVar[dict[str, dict]] = {
        **ReportingAction.REPORTING,
        "formats": {"type": "list", "elements": "str", "choices": list(FORMATS), "default": list(DEFAULT_FORMATS)},
        "catalogues": {"type": "raw"},
        "endpoints": {"type": "raw"},
    }

    def work(self, arguments: dict[str, Any], task_vars: dict[str, Any]) -> dict[str, Any]:
        run, report_dir = run_of(arguments), report_directory(arguments)
        formats, left_out = self.possible(arguments["formats"], "No report.pdf is written")
        with_rules = PDF in formats
        roster = self.roster(run, task_vars)
        publisher = Publisher(
            run,
            state_directory(arguments["state_dir"]),
            report_dir,
            width=self._display.columns,
            formats=formats,
            catalogue=load_endpoints(arguments["catalogues"], arguments["endpoints"]) if with_rules else None,
            addresses=self.addresses(task_vars) if with_rules else {},
            overview_language=roster.language,
        )
        reports, problems, cards = [], [], []
        for customer, member in roster:
            try:
                published = publisher.publish(customer, member)
            except NOT_WRITTEN as error:
                problems.append(f"{named(customer)}: no report: {described(error)}")
                continue
            self._display.display("\n" + published.summary)
            problems += [f"{named(customer)}: {problem}" for problem in published.problems]
            reports.append(_returned(customer, published))
            cards.append(published.card)
        outcome = {"run_id": run.run_id, "reports": reports, "problems": problems, "left_out": left_out}
        # A limit's few customers would take the place of the page across all of them.
        if HTML in formats and not task_vars.get("ansible_limit"):
            outcome["overview"] = _write_overview(report_dir / run.run_id, run.run, cards, roster)
        return {**outcome, "failed": True, "msg": "; ".join(problems)} if problems else outcome


def _write_overview(folder: Path, run: dict, cards: list[Card], roster: Roster) -> str:
    path = folder / "overview.html"
    with files.private_file(path) as file:
        file.write(overview(cards, run, texts(roster.language, None), clock.written(clock.now())).encode())
    return str(path)


def _returned(customer: str | None, published: Published) -> dict[str, Any]:
    return {"customer": customer, **published.paths, "counts": dict(published.counts)}
