# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The files that a report can be written as."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.catalogue.endpoints import EndpointCatalogue
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.catalogue.load import load_endpoints
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.firewall.demand import demand
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.letters.customer_report import customer_page
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.metrics.junit import junit_chunks
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.metrics.prometheus import prometheus_chunks
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.pdf.render import pdf
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.csv_file import csv_chunks
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.html import html_chunks
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.json_file import json_chunks
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.report import Report
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.tasks import Task
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.texts.texts import Texts


@dataclass(frozen=True)
class Sources:
    """What the formats are made of; `catalogue` is the collection's own where none is given."""

    report: Report
    tasks: Mapping[str, Sequence[Task]]
    texts: Texts
    catalogue: EndpointCatalogue | None
    addresses: Mapping[str, str]


class Output(NamedTuple):
    file: str
    chunks: Callable[[Sources], Iterator[bytes]]


def _pdf_chunks(sources: Sources) -> Iterator[bytes]:
    report = sources.report
    rules = demand(report.hosts, sources.catalogue or load_endpoints(), addresses=sources.addresses)
    yield pdf(customer_page(report.head, report.hosts, rules, sources.texts))


FORMATS = {
    "json": Output("report.json", lambda sources: json_chunks(sources.report)),
    "csv": Output("report.csv", lambda sources: csv_chunks(sources.report, sources.texts)),
    "html": Output("report.html", lambda sources: html_chunks(sources.report, sources.tasks, sources.texts)),
    "pdf": Output("report.pdf", _pdf_chunks),
    "prometheus": Output("report.prom", lambda sources: prometheus_chunks(sources.report)),
    "junit": Output("report.xml", lambda sources: junit_chunks(sources.report, sources.texts)),
}
DEFAULT_FORMATS = ("json", "csv", "html")
