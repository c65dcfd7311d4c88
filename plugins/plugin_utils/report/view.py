# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the HTML page shows of one host: decided here, so that the templates only lay it out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from markupsafe import Markup, escape

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.build import counted_as
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.tasks import PARTIES
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.words import finding_reason, product_names
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.texts.texts import RequirementText, Texts
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.texts.visible import visible

# Colour alone says nothing to one in twelve men, nor on a black and white printer.
SYMBOLS = {
    "met": "\u2713",
    "unmet": "\u2717",
    "unknown": "?",
    "waived": "\u25c7",
    "not_applicable": "\u2013",
    "notices": "!",
    "no_finding": "?",
}
_CLOCK_TOLERANCE = 60  # seconds; certificates and log-ins begin to suffer beyond
_OPEN = ("unmet", "unknown", "notices")
_LABELS = ("waiver", "waiver_given_by", "seen", "since", "expected", "who", "todo", "clause")
_QUIET = ("met", "not_applicable")


class Entry(NamedTuple):
    """A finding in words; `host` is the anchor of its host."""

    host: str
    kind: str
    symbol: str
    finding: Mapping
    words: RequirementText
    seen: str
    todo: str
    since: str | None = None

    @property
    def story(self) -> tuple:
        """Equal for findings that say the same."""
        return self.kind, self.seen, self.todo, self.finding["responsible"]


class Folded(NamedTuple):
    """Findings that need no words of their own, since their cause is told elsewhere."""

    summary: str
    entries: Sequence[Entry]


class HostDetails(NamedTuple):
    """A host's findings by how much attention they ask for."""

    open: Sequence[Entry]
    folded: Sequence[Folded]
    waived: Sequence[Entry]
    rest: Sequence[Entry]
    rest_summary: str


_HOLE = Markup("\ue000")  # `visible` takes private characters out of everything that is not trusted


class _Pattern:
    """A rendered part with holes, to be filled with markup."""

    def __init__(self, rendered: Markup) -> None:
        self._parts = str(rendered).split(_HOLE)

    def filled(self, *values: str) -> str:
        parts = [self._parts[0]]
        for value, part in zip(values, self._parts[1:], strict=True):
            parts += (value, part)
        return "".join(parts)


class HostView:
    """Prepares the hosts of one report; `columns` are the requirements of the matrix, `repeated` the macros of repeated.html.j2."""

    symbols = SYMBOLS

    def __init__(self, columns: Sequence[str], texts: Texts, repeated: Any) -> None:
        self._columns = columns
        self._texts = texts
        self._repeated = repeated
        self._labels = {label: texts.say(f"report.{label}") for label in _LABELS}
        self._marks: dict[tuple[str, str, bool], _Pattern] = {}
        self._rows: dict[tuple[str, str], _Pattern] = {}

    def anchor(self, index: int) -> str:
        """The anchor of the report's host number `index`, from 0."""
        return f"h{index + 1}"

    def look(self, host: Mapping) -> str:
        """Classes by which the page's filter chooses hosts: `is-open`, `is-customer` and so on."""
        parties = {finding["responsible"] for finding in host["findings"] if counted_as(finding) in ("unmet", "unknown")}
        looks = [f"is-{party}" for party in PARTIES if party in parties]
        return " ".join([*(["is-open"] if looks else []), *looks, *([] if host["seen"] else ["is-unseen"])])

    def marks(self, index: int, host: Mapping) -> Markup:
        """A host's row of the matrix: one symbol for each column."""
        by_requirement = {finding["id"]: finding for finding in host["findings"]}
        anchor = self.anchor(index)
        return Markup("".join([self._mark(anchor, requirement, by_requirement.get(requirement)) for requirement in self._columns]))

    def rows(self, entries: Sequence[Entry]) -> Markup:
        """Findings that need no more than one line each."""
        return Markup("\n".join([self._row(entry) for entry in entries]))

    def details(self, index: int, host: Mapping) -> HostDetails:
        entries = [self._entry(index, finding, host) for finding in host["findings"]]
        told: dict[tuple, Entry] = {}
        repeated: dict[tuple, list[Entry]] = {}
        explained: dict[str, list[Entry]] = {}
        for entry in entries:
            if entry.kind not in _OPEN:
                continue
            if entry.finding["caused_by"] is not None:
                explained.setdefault(entry.finding["caused_by"], []).append(entry)
            elif told.setdefault(entry.story, entry) is not entry:
                repeated.setdefault(entry.story, []).append(entry)
        rest = [entry for entry in entries if entry.kind in _QUIET]
        return HostDetails(
            open=list(told.values()),
            folded=[
                *(self._folded("report.same_reason", told[story].words.title, group) for story, group in repeated.items()),
                *(self._folded("report.consequences", self._texts.cause(cause), group) for cause, group in explained.items()),
            ],
            waived=[entry for entry in entries if entry.kind == "waived"],
            rest=rest,
            rest_summary=self._rest_summary(rest),
        )

    def facts(self, host: Mapping) -> list[str]:
        """What is known of a host itself, in a few words each."""
        texts = self._texts
        if not host["assessed"]:
            return [fact for fact in (texts.say("report.not_assessed"), self.last_assessed(host), self._stale(host)) if fact]
        platform, access = host.get("platform") or {}, host["access"]
        since = " " + texts.say("report.access_since", time=access["since"]) if access.get("since") else ""
        facts = [
            texts.term("device_class", host["device_class"]) if host.get("device_class") else "",
            texts.say("report.at_site", site=host["site"]) if host.get("site") else "",
            platform.get("name") or platform.get("system") or "",
            texts.term("access", access["status"]) + since,
            texts.say("report.assessed_at" if host["seen"] else "report.tried_at", time=host["assessed_at"]),
        ]
        return [fact for fact in facts if fact]

    def notes(self, host: Mapping) -> list[str]:
        """What limits the findings of an assessed host."""
        texts, offset = self._texts, host.get("clock_offset") or 0
        clock = "report.clock_ahead" if offset > 0 else "report.clock_behind"
        notes = [
            "" if host["seen"] else self.last_assessed(host),
            self._stale(host),
            texts.say("report.limited") if host["limited"] else "",
            texts.say("report.incomplete") if host["seen"] and not host["complete"] else "",
            texts.say(clock, seconds=round(abs(offset))) if abs(offset) >= _CLOCK_TOLERANCE else "",
        ]
        return [note for note in notes if note]

    def last_assessed(self, host: Mapping) -> str:
        time = host["last_assessed_at"]
        return self._texts.say("report.last_assessed", time=time) if time else self._texts.say("report.never_assessed")

    def blocked(self, host: Mapping) -> list[str]:
        """When the customer's side alone made the service impossible, the latest first, in words."""
        moment = self._texts.values.moment
        return [
            self._texts.say("history.interval", begin=moment(one["from"]), end=moment(one["to"]), requirements=self._texts.titles(one["requirements"]))
            for one in reversed(host.get("blocked", ()))
        ]

    def lines(self, entry: Entry) -> list[tuple[str, str]]:
        """What a finding says in full, as label and text; empty texts are left out."""
        finding, data, texts = entry.finding, entry.finding["data"], self._texts
        waived = finding["status"] == "waived"
        lines = [
            ("waiver", texts.say("report.waived_until", until=data["waived_until"], reason=data["waiver_reason"]) if waived else ""),
            ("waiver_given_by", texts.values.write(data.get("given_by")) if waived and data.get("given_by") else ""),
            ("waiver", texts.say("report.waiver_expired", day=data["waiver_expired_on"]) if data.get("waiver_expired_on") else ""),
            ("seen", entry.seen),
            ("since", texts.values.moment(entry.since) if entry.since else ""),
            ("expected", entry.words.expected),
            ("who", texts.term("responsible", finding["responsible"])),
            ("todo", entry.todo),
            ("clause", entry.words.clause),
        ]
        return [(self._labels[label], text) for label, text in lines if text]

    def product_names(self, host: Mapping) -> dict[str, str]:
        return product_names(host)

    def _stale(self, host: Mapping) -> str:
        return self._texts.say("history.stale") if host.get("stale") else ""

    def _mark(self, host: str, requirement: str, finding: Mapping | None) -> str:
        if finding is None:
            return self._mark_pattern(requirement, "no_finding", False).filled(host)
        return self._mark_pattern(requirement, counted_as(finding), finding["caused_by"] is not None).filled(host)

    def _mark_pattern(self, requirement: str, kind: str, explained: bool) -> _Pattern:
        pattern = self._marks.get((requirement, kind, explained))
        if pattern is None:
            label = f"{self._texts.requirement(requirement).short}: {self._texts.term('status', kind)}"
            pattern = _Pattern(self._repeated.mark(kind, explained, label, SYMBOLS[kind], requirement, _HOLE))
            self._marks[requirement, kind, explained] = pattern
        return pattern

    def _row(self, entry: Entry) -> str:
        requirement = entry.finding["id"]
        pattern = self._rows.get((requirement, entry.kind))
        if pattern is None:
            status = self._texts.term("status", entry.kind)
            holes = [_HOLE] * (4 if entry.kind in _OPEN else 2)
            pattern = _Pattern(self._repeated.row(entry.kind, status, entry.symbol, entry.words, requirement, self._labels, *holes))
            self._rows[requirement, entry.kind] = pattern
        texts = [entry.seen]
        if entry.kind in _OPEN:
            texts += [self._texts.term("responsible", entry.finding["responsible"]), entry.todo or self._texts.values.write(None)]
        return pattern.filled(entry.host, *(escape(visible(text)) for text in texts))

    def _entry(self, index: int, finding: Mapping, host: Mapping) -> Entry:
        kind = counted_as(finding)
        reason = finding_reason(finding, self._texts)
        since = host.get("since", {}).get(finding["id"]) if kind in _OPEN else None
        return Entry(self.anchor(index), kind, SYMBOLS[kind], finding, self._texts.requirement(finding["id"]), reason.seen, reason.todo, since)

    def _folded(self, sentence: str, cause: str, entries: Sequence[Entry]) -> Folded:
        return Folded(self._texts.say(sentence, count=self._texts.count("consequences", len(entries)), cause=cause), entries)

    def _rest_summary(self, rest: Sequence[Entry]) -> str:
        counts = Counter(entry.kind for entry in rest)
        return ", ".join(self._texts.count(kind, counts[kind]) for kind in _QUIET if counts[kind])
