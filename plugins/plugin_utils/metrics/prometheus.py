# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One customer's report as metrics, in text that both Prometheus and OpenMetrics read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.build import counted_as
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.report import Report
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run import clock
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.texts.visible import visible

_HELP = {
    "maintenance_finding": "A finding of the last run: 1 for the status that it has.",
    "maintenance_host_up": "Whether the host could be logged in to in the last run.",
    "maintenance_host_assessed_timestamp_seconds": "When the host was last logged in to.",
    "maintenance_findings": "Findings of the last run by status.",
    "maintenance_hosts": "Hosts of the customer, in the run or in the inventory.",
    "maintenance_run_timestamp_seconds": "When the last run began.",
    "maintenance_run_complete": "Whether the last run came to its end.",
}
_COUNTED = ("met", "unmet", "unknown", "waived", "not_applicable", "notices")


def prometheus_chunks(report: Report) -> Iterator[bytes]:
    """Gauges only; statuses, severities and parties are words of the schemas, never translated."""
    customer = report.head["customer"]["id"] or ""
    for name, samples in _families(report, customer):
        yield f"# HELP {name} {_HELP[name]}\n# TYPE {name} gauge\n".encode("ascii")
        for labels, value in samples:
            yield f"{name}{{{_written(labels)}}} {value}\n".encode()
    yield b"# EOF\n"


def _families(report: Report, customer: str) -> Iterator[tuple[str, Iterable[tuple[dict[str, str], int]]]]:
    head, of_customer = report.head, {"customer": customer}
    yield "maintenance_finding", _findings(report, of_customer)
    yield "maintenance_host_up", ((labels, int(host["seen"])) for labels, host in _hosts(report, of_customer))
    yield (
        "maintenance_host_assessed_timestamp_seconds",
        ((labels, _seconds(host["last_assessed_at"])) for labels, host in _hosts(report, of_customer) if host["last_assessed_at"]),
    )
    yield "maintenance_findings", (({**of_customer, "status": kind}, head["counts"][kind]) for kind in _COUNTED)
    yield "maintenance_hosts", [(of_customer, head["counts"]["hosts"])]
    yield "maintenance_run_timestamp_seconds", [(of_customer, _seconds(head["run"]["started_at"]))]
    yield "maintenance_run_complete", [(of_customer, int(not head["partial"]))]


def _findings(report: Report, of_customer: Mapping[str, str]) -> Iterator[tuple[dict[str, str], int]]:
    for labels, host in _hosts(report, of_customer):
        for finding in host["findings"]:
            yield (
                {
                    **labels,
                    "site": host.get("site") or "",
                    "device_class": host.get("device_class") or "",
                    "requirement": finding["id"],
                    "status": finding["status"],
                    "severity": finding["severity"],
                    "responsible": finding["responsible"] or "",
                    "reason": finding["reason"],
                    "counted_as": counted_as(finding),
                },
                1,
            )


def _hosts(report: Report, of_customer: Mapping[str, str]) -> Iterator[tuple[dict[str, str], dict]]:
    """Two series with the same labels would cost the whole file: hosts whose names look the same are numbered."""
    taken: set[str] = set()
    for host in report.hosts:
        name, number = visible(host["host"]), 1
        while name in taken:
            number += 1
            name = f"{visible(host['host'])}~{number}"
        taken.add(name)
        yield {**of_customer, "host": name}, host


def _written(labels: Mapping[str, str]) -> str:
    return ",".join(f'{key}="{_escaped(text)}"' for key, text in labels.items())


def _escaped(text: str) -> str:
    return visible(text).replace("\\", "\\\\").replace('"', '\\"')


def _seconds(moment: str) -> int:
    return int(clock.read(moment).timestamp())
