# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One customer's report in a few lines for the terminal: hosts and their counts, then what there is to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.build import STATUSES, counted_as
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.report import Report
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.tasks import PARTIES, Task
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.view import SYMBOLS
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.texts.texts import Texts
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.texts.visible import visible
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.texts.wrapping import columns

HOSTS_SHOWN = 40
TASKS_SHOWN = 8
NARROWEST, WIDEST = 60, 120  # columns of the terminal

_COUNTED = (*STATUSES, "notices")
_OPEN = ("unmet", "unknown", "notices")
_MUST = {"customer": "summary.customer_must", "provider": "summary.provider_must", "undetermined": "summary.undetermined"}
_ACCESS_WIDTH = 30


def summary(report: Report, tasks: Mapping[str, Sequence[Task]], texts: Texts, width: int = 80) -> str:
    """Return the lines, none wider than `width` columns of a terminal (between 60 and 120), without any control character."""
    width = max(NARROWEST, min(width, WIDEST))
    lines = [*_wrapped(_heading(report.head, texts), width, "", "  "), "\u2500" * width]
    for remark in _remarks(report.head, texts):
        lines += _wrapped(remark, width, "! ", "  ")
    lines += _table(report, texts, width) if len(report.hosts) else [texts.say("report.verdict_no_hosts")]
    for party in PARTIES:
        lines += _todo(tasks[party], texts.say(_MUST[party]), texts, width)
    return "\n".join(lines) + "\n"


def _heading(head: Mapping, texts: Texts) -> str:
    customer, run = head["customer"], head["run"]
    name = customer["name"] or customer["id"] or texts.say("report.unassigned")
    run_line = texts.say("summary.run", run_id=run["run_id"], status=texts.say(f"summary.{run['status']}"))
    return " \u00b7 ".join(visible(part) for part in (name, customer["number"], run_line) if part)


def _remarks(head: Mapping, texts: Texts) -> Iterable[str]:
    if head["partial"]:
        yield texts.say("summary.partial")
    if head["trust_anchor"]:
        yield texts.say("summary.trust_anchor")
    for error in head["customer"].get("contract_errors") or ():
        yield f"{texts.say('summary.contract_invalid')}: {visible(error)}"


def _table(report: Report, texts: Texts, width: int) -> list[str]:
    numbers = [[SYMBOLS[kind] for kind in _COUNTED]]
    names, access, rest = [texts.say("report.host")], [texts.say("summary.access")], Counter()
    for host in report.hosts:
        counts = Counter(counted_as(finding) for finding in host["findings"])
        if host["assessed"] and not any(counts[kind] for kind in _OPEN):
            rest["met"] += 1
        elif len(names) > HOSTS_SHOWN:
            rest["further"] += 1
        else:
            names.append(visible(host["host"]))
            access.append(texts.term("access", host["access"]["status"]) if host["assessed"] else texts.term("status", "not_assessed"))
            numbers.append([str(counts[kind] or "") for kind in _COUNTED])
    names.append(texts.say("summary.total"))
    access.append("")
    numbers.append([str(report.head["counts"][kind]) for kind in _COUNTED])
    digits = max(4, *(len(row[-1]) + 2 for row in numbers), *(len(number) + 2 for number in numbers[-1]))
    access_width = min(_ACCESS_WIDTH, max(columns(text) for text in access))
    name_width = width - access_width - 2 - digits * len(_COUNTED)
    lines = [
        _pad(_fit(name, name_width), name_width) + "  " + _pad(_fit(text, access_width), access_width) + "".join(number.rjust(digits) for number in row)
        for name, text, row in zip(names, access, numbers)
    ]
    closing = []
    if rest["further"]:
        closing.append(texts.count("further_listed", rest["further"]))
    if rest["met"]:
        closing.append(texts.say("summary.others_met", hosts=texts.count("hosts", rest["met"])))
    legend = ", ".join(f"{SYMBOLS[kind]}\u00a0{texts.term('status', kind)}" for kind in _COUNTED)
    return [*(line.rstrip() for line in lines[:-1]), *(_fit(line, width) for line in closing), lines[-1].rstrip(), *_wrapped(legend, width, "", "")]


def _todo(listed: Sequence[Task], heading: str, texts: Texts, width: int) -> list[str]:
    if not listed:
        return []
    lines = ["", f"{heading}:"]
    for task in listed[:TASKS_SHOWN]:
        hosts = texts.values.write(list(task.hosts.values()))
        lines += _wrapped(f"{task.todo} [{hosts}]", width, "  \u2022 ", "    ")
    if len(listed) > TASKS_SHOWN:
        lines.append("  " + texts.count("further_tasks", len(listed) - TASKS_SHOWN))
    return lines


def _wrapped(text: str, width: int, first: str, further: str) -> list[str]:
    lines, line, fresh = [], first, True
    for word in text.split(" "):
        if not fresh and columns(line) + 1 + columns(word) > width:
            lines.append(line)
            line, fresh = further, True
        line += ("" if fresh else " ") + _fit(word, width - columns(further))
        fresh = False
    return [*lines, line]


def _pad(text: str, width: int) -> str:
    return text + " " * (width - columns(text))


def _fit(text: str, width: int) -> str:
    """Cut in the middle: the ends of names tell them apart."""
    if columns(text) <= width:
        return text
    head, tail = "", ""
    for character in text:
        if columns(head + character) > (width - 1) - (width - 1) // 2:
            break
        head += character
    for character in reversed(text):
        if columns(character + tail) > (width - 1) // 2:
            break
        tail = character + tail
    return head + "\u2026" + tail
