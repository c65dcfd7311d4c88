# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One customer's report as JUnit XML: a suite for each host, a case for each finding.

Unmet is a failure, unknown an error, waived and not applicable are skipped; notices pass, and say what they are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from xml.sax.saxutils import escape, quoteattr

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.build import counted_as
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.report import Report
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.words import finding_reason
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.texts.texts import Texts
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.texts.visible import visible

_ELEMENTS = {"unmet": "failure", "unknown": "error", "waived": "skipped", "not_applicable": "skipped"}
_COUNTS = {"failure": "failures", "error": "errors", "skipped": "skipped"}


def junit_chunks(report: Report, texts: Texts) -> Iterator[bytes]:
    counts, customer = report.head["counts"], report.head["customer"]
    missing = counts["hosts_not_assessed"]
    totals = {
        "tests": sum(counts[kind] for kind in (*_ELEMENTS, "met", "notices")) + missing,
        "failures": counts["unmet"],
        "errors": counts["unknown"] + missing,
        "skipped": counts["waived"] + counts["not_applicable"],
    }
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites{_attributes(name=customer["name"] or customer["id"] or "", **totals)}>\n'.encode()
    for host in report.hosts:
        yield "".join(_suite(host, texts)).encode()
    yield b"</testsuites>\n"


def _suite(host: Mapping, texts: Texts) -> Iterator[str]:
    kinds = Counter(_COUNTS[_ELEMENTS[kind]] for kind in map(counted_as, host["findings"]) if kind in _ELEMENTS)
    if not host["assessed"]:
        kinds["errors"] += 1
    counted = {name: kinds[name] for name in _COUNTS.values()}
    tests = len(host["findings"]) + (not host["assessed"])
    moment = {"timestamp": host["assessed_at"].removesuffix("Z")} if host.get("assessed_at") else {}
    yield f"<testsuite{_attributes(name=host['host'], tests=tests, **counted, **moment)}>\n"
    if not host["assessed"]:
        said = texts.say("report.not_assessed")
        yield f"<testcase{_attributes(classname=host['host'], name='assessment')}><error{_attributes(message=said, type='not_assessed')}/></testcase>\n"
    for finding in host["findings"]:
        yield from _case(host["host"], finding, texts)
    yield "</testsuite>\n"


def _case(host: str, finding: Mapping, texts: Texts) -> Iterator[str]:
    kind = counted_as(finding)
    opening = f"<testcase{_attributes(classname=host, name=finding['id'])}"
    if kind == "met":
        yield opening + "/>\n"
        return
    reason = finding_reason(finding, texts)
    text = escape(visible(" ".join(part for part in (reason.seen, reason.todo) if part)))
    element = _ELEMENTS.get(kind)
    if element is None:
        yield f"{opening}><system-out>{text}</system-out></testcase>\n"
    else:
        yield f"{opening}><{element}{_attributes(message=texts.term('status', kind), type=finding['reason'])}>{text}</{element}></testcase>\n"


def _attributes(**values: object) -> str:
    return "".join(f" {name}={quoteattr(visible(str(value)))}" for name, value in values.items())
