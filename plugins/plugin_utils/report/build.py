# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""From a run and its assessments to one customer's report. Pure: no clock, no files."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.access.status import INSUFFICIENT, VALID
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.records import HostRecords
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.report import Report

STATUSES = ("met", "unmet", "unknown", "waived", "not_applicable")
_COPIED = (
    "site", "device_class", "assessed_at", "access", "platform", "collector", "complete", "limited", "clock_offset", "identifiers", "software", "findings"
)
_OPEN = ("unmet", "unknown")
_RECORDED = ("recorded_since", "stale_after_days", "changes", "availability")
_OF_HISTORY = ("since", "stale", "blocked")


def build_report(
    run: Mapping,
    customer: Mapping,
    assessments: Iterable[Mapping],
    history: Mapping[str, Mapping],
    generated_at: str,
    further_hosts: Iterable[str] = (),
    recorded: Mapping | None = None,
) -> Report:
    """Build the report of one customer.

    `run` is run.json; `customer` the part `customer` of report.json; `assessments` that customer's, in any order;
    `history` says per host when it was last logged in to (`seen_at`) and, where the run was recorded, since when its findings are open;
    `recorded` is the whole that this is a part of (history/document.py), None where the run was not recorded. Hosts that the run was to assess, and
    `further_hosts` (the inventory's), are listed as not assessed where there is no assessment of them.
    """
    tally = _Tally()
    hosts = HostRecords()
    missing = {*run["customers"].get(customer["id"], {}).get("hosts", ()), *further_hosts}
    trust_anchor = run["trust_anchor"]
    for assessment in assessments:
        missing.discard(assessment["host"])
        trust_anchor = trust_anchor or assessment["trust_anchor"]
        record = _assessed(assessment, history.get(assessment["host"], {}))
        tally.count(record)
        hosts.add(record)
    for host in missing:
        record = _not_assessed(host, history.get(host, {}))
        tally.count(record)
        hosts.add(record)
    head = {
        "format": 1,
        "generated_at": generated_at,
        "partial": run["status"] != "complete",
        "trust_anchor": trust_anchor,
        "run": {key: run[key] for key in ("run_id", "status", "started_at", "finished_at", "requirements")},
        "customer": dict(customer),
        "counts": tally.counts(),
        "by_requirement": tally.by_requirement(),
        "causes": tally.causes(customer["id"]),
    }
    if recorded is not None:
        head["evidence"] = recorded["evidence"]
        head["history"] = {key: recorded[key] for key in _RECORDED}
    return Report(head, hosts, tally.software)


def counted_as(finding: Mapping) -> str:
    """Return under which of the report's counts a finding falls: its status, or `notices` for what is open and only a notice."""
    if finding["severity"] == "notice" and finding["status"] in _OPEN:
        return "notices"
    return finding["status"]


def _assessed(assessment: Mapping, before: Mapping) -> dict:
    seen = assessment["access"]["status"] in (VALID, INSUFFICIENT)
    return {
        "host": assessment["host"],
        "assessed": True,
        "seen": seen,
        "last_assessed_at": assessment["assessed_at"] if seen else before.get("seen_at"),
        **{key: before[key] for key in _OF_HISTORY if key in before},
        **{key: assessment[key] for key in _COPIED if key in assessment},
    }


def _not_assessed(host: str, before: Mapping) -> dict:
    of_history = {key: before[key] for key in _OF_HISTORY if key in before}
    return {"host": host, "assessed": False, "seen": False, "last_assessed_at": before.get("seen_at"), "findings": [], **of_history}


class _Tally:
    """Counts over the hosts of a report, kept while they stream by."""

    def __init__(self) -> None:
        self._hosts: Counter[str] = Counter()
        self._findings: Counter[str] = Counter()
        self._responsible: Counter[str] = Counter()
        self._requirements: dict[str, Counter[str]] = defaultdict(Counter)
        self._causes: dict[str, Counter[str]] = defaultdict(Counter)
        self.software = False

    def count(self, record: Mapping) -> None:
        kinds = [counted_as(finding) for finding in record["findings"]]
        self._hosts["hosts"] += 1
        self._hosts["hosts_seen"] += record["seen"]
        self._hosts["hosts_not_assessed"] += not record["assessed"]
        self._hosts["hosts_met"] += bool(kinds) and not any(kind in _OPEN for kind in kinds)
        self._findings.update(kinds)
        self.software = self.software or bool(record.get("software") or record.get("identifiers"))
        causes = set()
        for finding, kind in zip(record["findings"], kinds):
            self._requirements[finding["id"]][kind] += 1
            if kind in _OPEN:
                self._responsible[f"{kind}_{finding['responsible']}"] += 1
            if is_common(finding["caused_by"]):
                causes.add(finding["caused_by"])
                self._causes[finding["caused_by"]]["findings"] += 1
        for cause in causes:
            self._causes[cause]["hosts"] += 1

    def counts(self) -> dict[str, int]:
        names = ("hosts", "hosts_seen", "hosts_met", "hosts_not_assessed")
        parties = [f"{status}_{party}" for status in _OPEN for party in ("customer", "provider", "undetermined")]
        return {
            **{name: self._hosts[name] for name in names},
            **{kind: self._findings[kind] for kind in (*STATUSES, "notices")},
            **{party: self._responsible[party] for party in parties},
        }

    def by_requirement(self) -> dict[str, dict[str, int]]:
        return {requirement: dict(kinds) for requirement, kinds in self._requirements.items()}

    def causes(self, customer: str | None) -> list[dict]:
        """The causes that several findings share, the one that explains most first."""
        found = [{"id": cause, "customer": customer, **numbers} for cause, numbers in self._causes.items()]
        return sorted(found, key=lambda cause: (-cause["findings"], cause["id"]))


def is_common(cause: str | None) -> bool:
    """A cause outside the host: `control_node`, `site:hq`; a requirement's id names another finding of the same host."""
    return cause is not None and (":" in cause or "." not in cause)
