# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The end of a run: no host is missing, what has one cause is said once, and what the run came to is on file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.evidence.memory import Memory
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.causes import common_causes
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run import clock
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run.contracts import customer_entry, noted_problems
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run.outcome import Outcome
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run.store import COMPLETE, RunDirectory

OUTCOME = "outcome"


def complete(run: RunDirectory, memory: Memory, hosts: Iterable[str], assess_missing: Callable[[str], None]) -> dict:
    """Ends the run over these hosts, records it, and returns its outcome.

    `assess_missing` puts on file the assessment of a host that left none.
    """
    hosts = list(hosts)
    customers, trust_anchor = _overview(run)
    present = {host for members in customers.values() for host in members}
    if not present.issuperset(hosts):
        for host in hosts:
            if host not in present:
                assess_missing(host)
        customers, trust_anchor = _overview(run)
    causes = _apply_causes(run)
    problems = noted_problems(run)
    outcome = _counted(run, memory.earlier(run, customers))
    outcome.problems = [line for lines in problems.values() for line in lines]
    run.write_run(
        {
            **run.run,
            "status": COMPLETE,
            "finished_at": clock.written(clock.now()),
            "trust_anchor": run.run["trust_anchor"] or trust_anchor,
            "customers": {
                customer: customer_entry(run, customer, sorted(members), problems.get(customer, []))
                for customer, members in customers.items()
                if customer is not None
            },
            "causes": causes,
        }
    )
    memory.record(run)
    outcome.damaged += memory.problems
    run.write_document(OUTCOME, outcome.as_data())
    return outcome.as_data()


def _overview(run: RunDirectory) -> tuple[dict[str | None, list[str]], bool]:
    """Each customer's hosts, and whether a certificate authority was trusted additionally on any of them."""
    customers: dict[str | None, list[str]] = {}
    trust_anchor = False
    for assessment in run.read_assessments():
        customers.setdefault(assessment["customer"], []).append(assessment["host"])
        trust_anchor = trust_anchor or assessment["trust_anchor"]
    return customers, trust_anchor


def _apply_causes(run: RunDirectory) -> list[dict]:
    """Finds what several hosts have in common, and rewrites the assessments that it changes."""
    causes, changes = common_causes(run.read_assessments())
    for assessment in changes:
        run.write_assessment(assessment)
    return causes


def _counted(run: RunDirectory, earlier: Mapping[str | None, Mapping[str, Mapping[str, str]]]) -> Outcome:
    outcome = Outcome()
    for assessment in run.read_assessments():
        outcome.count(assessment, earlier.get(assessment["customer"], {}).get(assessment["host"]))
    return outcome
