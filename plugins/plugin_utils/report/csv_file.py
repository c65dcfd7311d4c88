# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One customer's report as a table for spreadsheets: a line for each finding, and one for each host that was not assessed."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.report import Report
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.words import finding_reason, product_names
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.texts.texts import Texts
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.texts.visible import visible

OF_HOST = ("customer", "number", "run_id", "host", "site", "device_class", "access", "last_assessed_at", "identifiers", "software")
OF_FINDING = (
    "requirement",
    "title",
    "status",
    "severity",
    "responsible",
    "reason",
    "seen",
    "todo",
    "caused_by",
    "waived_until",
    "waiver_reason",
    "checked_at",
    "since",
)
BYTE_ORDER_MARK = b"\xef\xbb\xbf"  # without it German Excel reads UTF-8 as Windows-1252
_BEGINS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def csv_chunks(report: Report, texts: Texts) -> Iterator[bytes]:
    """Write UTF-8 with a byte order mark, and with the separator that spreadsheets of the language expect."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=texts.say("conventions.csv_separator"), quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([cell(texts.say(f"csv.{column}")) for column in (*OF_HOST, *OF_FINDING)])
    yield BYTE_ORDER_MARK
    for host in report.hosts:
        of_host = [cell(value) for value in _of_host(report.head, host, texts)]
        writer.writerows(of_host + of_finding for of_finding in _of_findings(host, texts))
        yield _take(buffer)
    yield _take(buffer)


def cell(value: str | None) -> str:
    """Return `value` as text that no spreadsheet takes for a formula, and no terminal for a command."""
    if not value:
        return ""
    text = visible(value)
    # Some spreadsheets skip blanks before they look for a formula.
    return "'" + text if text.lstrip().startswith(_BEGINS_FORMULA) else text


def _take(buffer: io.StringIO) -> bytes:
    written = buffer.getvalue().encode("utf-8")
    buffer.seek(0)
    buffer.truncate()
    return written


def _of_host(head: Mapping, host: Mapping, texts: Texts) -> list[str | None]:
    names = product_names(host)
    identifiers = host.get("identifiers") or {}
    return [
        head["customer"]["name"] or head["customer"]["id"],
        head["customer"]["number"],
        head["run"]["run_id"],
        host["host"],
        host.get("site"),
        texts.term("device_class", host["device_class"]) if host.get("device_class") else None,
        texts.term("access", host["access"]["status"]) if host["assessed"] else None,
        texts.values.moment(host["last_assessed_at"]),
        ", ".join(f"{names.get(product, product)}: {number}" for product, number in identifiers.items()),
        ", ".join(f"{item.get('name') or item['product']} ({texts.term('ownership', item['ownership'])})" for item in host.get("software") or ()),
    ]


def _of_findings(host: Mapping, texts: Texts) -> Iterator[list[str]]:
    if not host["findings"]:
        yield ["", "", texts.term("status", "not_assessed"), *[""] * (len(OF_FINDING) - 3)]
    for finding in host["findings"]:
        reason = finding_reason(finding, texts)
        waiver = finding["data"] if finding["status"] == "waived" else {}
        yield [
            finding["id"],
            texts.requirement(finding["id"]).title,
            texts.term("status", finding["status"]),
            texts.term("severity", finding["severity"]),
            texts.term("responsible", finding["responsible"]) if finding["responsible"] else "",
            finding["reason"],
            cell(reason.seen),
            cell(reason.todo),
            cell(texts.cause(finding["caused_by"])) if finding["caused_by"] else "",
            texts.values.day(waiver["waived_until"]) if waiver else "",
            cell(texts.values.write(waiver["waiver_reason"])) if waiver else "",
            texts.values.moment(finding["checked_at"]),
            texts.values.moment(host["since"][finding["id"]]) if finding["id"] in host.get("since", ()) else "",
        ]
