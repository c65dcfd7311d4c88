# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What came of asking one configured update source."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.trial import DIRECT, ERROR, NAME_UNANSWERED, Trial, most_telling

if TYPE_CHECKING:
    from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.attempts import Attempts
    from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.case import Case

ANSWERS = "answers"
BLOCKED = "blocked"  # fails here, works from the control node
OUTAGE = "outage"  # fails from both
UNPROVEN = "unproven"  # fails here; the control node was not asked
UNCLEAR = "unclear"  # an answer came, but whose it is cannot be told

OTHER_ANSWER = "unexpected_answer"

# A server of the customer's own, which a policy names.
_OWN_SERVER = "wsus"
_PROLOGUE = re.compile(r"\A\ufeff?\s*(?:<\?xml[^>]{0,200}\?>\s*|<!--.{0,400}?-->\s*){0,5}", re.DOTALL)


@dataclass(frozen=True)
class Source:
    """One source and its state; `trial` is the attempt that answered, or the most telling failure."""

    name: str
    url: str
    manager: str
    state: str
    trial: Trial | None

    @property
    def host(self) -> str:
        return _host(self.url) or self.url

    def row(self) -> dict:
        seen = {} if self.trial is None else {key: value for key, value in self.trial.row().items() if key != "endpoint"}
        return {"source": self.url, "name": self.name, **seen}


def is_local(source: Mapping) -> bool:
    """A source on the machine itself (a folder, a disc): the internet has no part in it."""
    return source.get("kind") == "local" or source["url"].startswith(("file:", "cdrom:", "copy:"))


def ask_source(case: Case, source: Mapping) -> Source:
    """Judge one source of an observation by its attempts and, where they do not speak for themselves, by the reference's."""
    attempts = [one for one in source["attempts"] if _counts(case.attempts, one, source)]
    trials = [_trial(case, attempt, source) for attempt in attempts]
    answered = next((trial for trial in trials if trial.works), None)
    if answered is not None:
        return _source(source, ANSWERS, answered)
    if not trials:
        return _source(source, UNCLEAR, None)
    doubtful = next((trial for trial in trials if trial.works is None), None)
    worst = most_telling(trials)
    reference = [attempt for trial in trials for attempt in case.reference.attempts(trial.endpoint)]
    if not reference:
        return _source(source, UNCLEAR if doubtful else UNPROVEN, doubtful or worst)
    if doubtful is not None and doubtful.problem in (NAME_UNANSWERED, ERROR):
        return _source(source, UNCLEAR, doubtful)
    if doubtful is not None:
        return _source(source, _compared(attempts, reference), doubtful)
    return _source(source, BLOCKED if any(speaks_for_itself(attempt) for attempt in reference) else OUTAGE, worst)


def speaks_for_itself(attempt: Mapping) -> bool:
    """Whether an attempt at a source needs no reference: an answer of the verified peer, or without TLS at least a good one.

    A portal's page or redirect and a filter's 403 are answers too, so that the control node must ask whose they are.
    """
    status = (attempt.get("http") or {}).get("status")
    if attempt["outcome"] != "open" or status is None:
        return False
    handshake = attempt.get("tls")
    return _good(attempt["http"]) if handshake is None else handshake["verified"] is True


def _good(answer: Mapping) -> bool:
    """A success that is no web page: sources hold signed lists, XML and archives."""
    return 200 <= answer["status"] < 300 and not _is_page(answer)


def _is_page(answer: Mapping) -> bool:
    """Some pages call themselves XML first, or begin with a remark."""
    return _PROLOGUE.sub("", answer.get("body") or "", count=1).lower().startswith(("<!doctype html", "<html", "<head", "<script", "<meta"))


def _source(source: Mapping, state: str, trial: Trial | None) -> Source:
    return Source(source["name"], source["url"], source["manager"], state, trial)


def _counts(attempts: Attempts, attempt: Mapping, source: Mapping) -> bool:
    scheme = "https" if source["url"].startswith("https:") else "http"
    return attempt["via"] == DIRECT or attempts.proxies.for_updates(attempt["via"], source["manager"], scheme)


def _trial(case: Case, attempt: Mapping, source: Mapping) -> Trial:
    """Over TLS any HTTP answer of the right peer will do; without TLS only one that nobody else would give.

    A portal's page or redirect, or a filter's 403, looks like an answer too: such ones are None until the reference got the same.
    """
    answer = attempt.get("http") or {}
    status = answer.get("status")
    if attempt.get("tls") is not None:
        peer = case.attempts.judge(attempt)
        if peer.works is not True and source["manager"] == _OWN_SERVER and _trusts(attempt):
            # The customer's own authority is no inspection there: the machine's trust is what its updates go by.
            peer = replace(peer, works=True, problem=None, details={})
        return replace(peer, works=False, problem=OTHER_ANSWER) if peer.works and status is None else peer
    details = {key: value for key, value in (("status", status), ("location", answer.get("location"))) if value}
    seen = Trial(attempt["id"], attempt["via"], attempt["family"], works=False, problem=OTHER_ANSWER, details=details, address=attempt["address"])
    fault = case.attempts.name_fault(attempt)
    if fault is not None:
        return replace(seen, works=fault[0], problem=fault[1])
    if attempt["outcome"] == ERROR:
        return replace(seen, works=None, problem=ERROR)
    if attempt["outcome"] != "open":
        return replace(seen, problem=attempt["outcome"])
    if status is None:
        return seen
    return replace(seen, works=True, problem=None) if _good(answer) else replace(seen, works=None)


def _trusts(attempt: Mapping) -> bool:
    return attempt["outcome"] == "open" and attempt["tls"]["verified"] is True


def _compared(attempts: list[Mapping], reference: list[Mapping]) -> str:
    """Whose a doubtful answer is: the source's where the control node was told the same. An unclear TLS peer stays one."""
    if any(attempt.get("tls") for attempt in attempts):
        return UNCLEAR
    mine = {_told(attempt) for attempt in attempts} - {None}
    if mine & {_told(attempt) for attempt in reference}:
        return ANSWERS
    good = [attempt["http"] for attempt in reference if speaks_for_itself(attempt)]
    if any(is_page for _status, _leads_to, is_page in mine):
        good = [answer for answer in good if answer.get("body") is not None]
    return BLOCKED if good else UNCLEAR


def _told(attempt: Mapping) -> tuple[int, str, bool] | None:
    """Status, where it leads, and whether it is a web page given as a success."""
    answer = attempt.get("http") or {}
    if attempt["outcome"] != "open" or answer.get("status") is None:
        return None
    return answer["status"], _host(answer.get("location") or ""), 200 <= answer["status"] < 300 and _is_page(answer)


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return url
