# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The control node's half of `write_letters`: letters to customers, and rules for their firewalls."""

from __future__ import annotations

from typing import Any, ClassVar

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.actions.base import state_directory
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.actions.reporting import (
    NOT_WRITTEN,
    ReportingAction,
    described,
    named,
    report_directory,
    run_of,
)
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.catalogue.load import load_endpoints
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.firewall.write import FORMATS as RULE_FORMATS
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.letters.publish import KINDS, LETTER_FORMATS, Wishes, publish_letters
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.plan.settings import Links
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.publish import Publisher
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run import clock
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.texts.load import texts
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.texts.visible import visible


class ActionModule(ReportingAction):
    ARGUMENTS: ClassVar[dict[str, dict]] = {
        **ReportingAction.REPORTING,
        "kinds": {"type": "list", "elements": "str", "choices": list(KINDS), "default": list(KINDS)},
        "formats": {"type": "list", "elements": "str", "choices": list(LETTER_FORMATS), "default": list(LETTER_FORMATS)},
        "rule_formats": {"type": "list", "elements": "str", "choices": list(RULE_FORMATS), "default": list(RULE_FORMATS)},
        "everything": {"type": "bool", "default": False},
        "link": {"type": "str"},
        "link_proof": {"type": "str"},
        "catalogues": {"type": "raw"},
        "endpoints": {"type": "raw"},
    }

    def work(self, arguments: dict[str, Any], task_vars: dict[str, Any]) -> dict[str, Any]:
        run = run_of(arguments)
        formats, left_out = self.possible(arguments["formats"], "Letters are written as text only")
        wishes = Wishes(
            kinds=arguments["kinds"],
            formats=formats,
            rule_formats=arguments["rule_formats"],
            everything=arguments["everything"],
            catalogue=load_endpoints(arguments["catalogues"], arguments["endpoints"]),
            addresses=self.addresses(task_vars),
            link=_link(arguments),
        )
        publisher = Publisher(run, state_directory(arguments["state_dir"]), report_directory(arguments))
        letters, problems, day = [], [], clock.now().astimezone().date().isoformat()
        for customer, member in self.roster(run, task_vars):
            if customer is None:
                continue
            try:
                report, _missing = publisher.report(customer, member)
                written = publish_letters(report, wishes, texts(member.described["language"], None), day, publisher.folder(customer))
            except NOT_WRITTEN as error:
                problems.append(f"{named(customer)}: no letters: {described(error)}")
                continue
            if written.unreadable:
                self._display.warning(f"{named(customer)}: in no firewall rule, since no names: {visible(', '.join(written.unreadable))}")
            for path in (*(path for paths in written.letters.values() for path in paths), *written.rules):
                self._display.display(path)
            letters.append({"customer": customer, "letters": written.letters, "rules": written.rules, "unreadable": written.unreadable})
        if not problems and not any(one["letters"] or one["rules"] for one in letters):
            self._display.display("Nothing is written: this run gives no reason for any of these letters.")
        outcome = {"run_id": run.run_id, "customers": letters, "problems": problems, "left_out": left_out}
        return {**outcome, "failed": True, "msg": "; ".join(problems)} if problems else outcome


def _link(arguments: dict[str, Any]) -> tuple[str, str] | None:
    proof = arguments["link_proof"]
    return (arguments["link"] or Links().unattended, proof) if proof else None
