# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""`internet.*`: the device reaches the internet over port 80 and over port 443, and nobody stands between."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.reach import REACHED, UNDECIDED, Reach, in_state, needs, reach
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.reasons import Reason
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.registry import requirement
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.trial import (
    CAPTIVE,
    DIRECT,
    ERROR,
    IPV6_BROKEN,
    NAME_UNANSWERED,
    Trial,
    ipv6,
    most_telling,
)
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.verdict import (
    CONTROL_NODE,
    CUSTOMER,
    UNDETERMINED,
    Symptom,
    Verdict,
    met,
    unknown,
    unmet,
)
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.plan.urls import parts_of, request

if TYPE_CHECKING:
    from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.case import Case
    from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.plan.settings import HttpProbe

_HTTPS_REASONS = {
    "intercepted": Reason.HTTPS_INTERCEPTED,
    "wrong_name": Reason.HTTPS_WRONG_NAME,
    "expired": Reason.HTTPS_EXPIRED,
    "not_yet_valid": Reason.HTTPS_NOT_YET_VALID,
    "clock_wrong": Reason.HTTPS_CLOCK_WRONG,
    "untrusted": Reason.HTTPS_UNTRUSTED,
    "unresolved": Reason.HTTPS_UNRESOLVED,
}
_BODY_SEEN = 200


@requirement("internet.http", "endpoints", for_failures=("proxies",))
def judge_http(case: Case) -> Verdict:
    """An HTTP request from the device gets exactly the expected answer, directly or through the device's own proxy."""
    probe = case.settings.http_probe
    endpoint = request(parts_of(probe.url))["id"]
    trials = [_device_trial(case, attempt, probe) for attempt in case.attempts.raw(endpoint)]
    if any(trial.works for trial in trials):
        return _reached(case, trials, Reason.HTTP_REACHED, Reason.HTTP_REACHED_BY_PROXY, Reason.HTTP_REACHED_IPV6_BROKEN, url=probe.url)
    if not trials:
        return unknown(Reason.HTTP_NOT_ASKED, url=probe.url)
    worst = most_telling(trials)
    data = {"url": probe.url, "failed": _rows(trials), **worst.details}
    if any(trial.works is None for trial in trials):
        return unknown(Reason.HTTP_UNCLEAR, symptom=_symptom(trials), outcome=worst.problem, **data)
    reference = [_http_trial(attempt, probe) for attempt in case.reference.attempts(endpoint)]
    if not any(trial.works for trial in reference):
        return _fails_everywhere(case, bool(reference), worst, data)
    reason = {CAPTIVE: Reason.HTTP_CAPTIVE_PORTAL, "unresolved": Reason.HTTP_UNRESOLVED}.get(worst.problem, Reason.HTTP_BLOCKED)
    return unmet(reason, CUSTOMER, symptom=_symptom(trials), outcome=worst.problem, **data)


@requirement("internet.https", "endpoints", for_failures=("proxies",))
def judge_https(case: Case) -> Verdict:
    """One TLS session with a right and public peer is enough, but not beside one that was intercepted."""
    reaches = [reach(case, need) for group in case.catalogue.for_requirement("internet.https") for need in needs(group)]
    if not reaches:
        return unknown(Reason.NO_ENDPOINTS_IN_CATALOGUE)
    trials = [trial for one in reaches for trial in one.trials]
    intercepted = [trial for trial in trials if trial.problem == "intercepted" and _proven(case, trial)]
    if intercepted:
        return _https_unmet(intercepted)
    missing = [one for one in reaches if one.state != REACHED]
    if not missing:
        return _reached(
            case, trials, Reason.HTTPS_REACHED, Reason.HTTPS_REACHED_BY_PROXY, Reason.HTTPS_REACHED_IPV6_BROKEN, endpoint=reaches[0].reached_by.place
        )
    if in_state(missing, UNDECIDED):
        return _https_unclear(in_state(missing, UNDECIDED)[0])
    outage = next((one for one in missing if one.caused_by is not None), None)
    if outage is not None:
        return _fails_everywhere(case, True, outage.worst, {"failed": _rows(list(outage.trials)), "endpoint": outage.worst.place}, outage.caused_by)
    return _https_unmet([trial for one in missing for trial in one.trials if _proven(case, trial)])


def _device_trial(case: Case, attempt: Mapping, probe: HttpProbe) -> Trial:
    trial = _http_trial(attempt, probe)
    fault = (None, ERROR) if attempt["outcome"] == ERROR else case.attempts.name_fault(attempt)
    return trial if fault is None else replace(trial, works=fault[0], problem=fault[1])


def _http_trial(attempt: Mapping, probe: HttpProbe) -> Trial:
    answer = attempt.get("http") or {}
    status, body = answer.get("status"), answer.get("body")
    right = attempt["outcome"] == "open" and status == probe.status and _begins_as_expected(body, probe.body)
    details = {"status": status, "location": answer.get("location"), "body": (body or "")[:_BODY_SEEN]}
    return Trial(
        attempt["id"],
        attempt["via"],
        attempt["family"],
        works=right,
        problem=None if right else _http_problem(attempt, status),
        details={} if right else {key: value for key, value in details.items() if value},
        address=attempt["address"],
    )


def _http_problem(attempt: Mapping, status: int | None) -> str:
    """Only who answers a direct request in the server's place is a captive portal; a proxy may well say no in its own name."""
    if attempt["outcome"] != "open":
        return attempt["outcome"]
    return CAPTIVE if status is not None and attempt["via"] == DIRECT else "unexpected_answer"


def _begins_as_expected(body: str | None, expected: str | None) -> bool:
    """Bodies travel as a bounded beginning whose control characters were replaced, so the first expected line is compared."""
    wanted = (expected or "").strip().partition("\n")[0].strip()
    return not wanted or (body is not None and body.lstrip().startswith(wanted))


def _reached(case: Case, trials: list[Trial], reached: Reason, by_proxy: Reason, six_broken: Reason, **data: object) -> Verdict:
    working = [trial for trial in trials if trial.works]
    first = next((trial for trial in working if trial.via == DIRECT), working[0])
    data = {**data, "via": first.via, "ipv6": ipv6(trials)}
    if first.via != DIRECT:
        return met(by_proxy, **case.attempts.proxies.named(first.via), **data)
    if data["ipv6"] == IPV6_BROKEN:
        return met(six_broken, failed=_rows([trial for trial in trials if trial.family == "ipv6"]), **data)
    return met(reached, **data)


def _proven(case: Case, trial: Trial) -> bool:
    return any(one.works for one in case.attempts.reference(trial.endpoint))


def _https_unmet(failed: list[Trial]) -> Verdict:
    worst = most_telling(failed)
    own_fault = worst.problem in ("clock_wrong", "untrusted")
    reason = _HTTPS_REASONS.get(worst.problem, Reason.HTTPS_BLOCKED)
    return unmet(
        reason,
        UNDETERMINED if own_fault else CUSTOMER,
        symptom=_symptom(failed),
        endpoint=worst.place,
        outcome=worst.problem,
        failed=_rows(failed),
        **worst.details,
    )


def _https_unclear(one: Reach) -> Verdict:
    trials = list(one.trials)
    worst = one.worst
    return unknown(Reason.HTTPS_UNCLEAR, symptom=_symptom(trials), endpoint=worst.place, outcome=worst.problem, failed=_rows(trials), **worst.details)


def _fails_everywhere(case: Case, asked: bool, worst: Trial, data: Mapping, caused_by: str | None = None) -> Verdict:
    if not case.reference.online:
        return unknown(Reason.REFERENCE_OFFLINE, caused_by=CONTROL_NODE, **data)
    if not asked:
        return unknown(Reason.NO_REFERENCE, **data)
    return unknown(Reason.INTERNET_FAILS_EVERYWHERE, caused_by=caused_by or f"endpoint:{worst.place}", **data)


def _symptom(trials: list[Trial]) -> Symptom:
    problems = {trial.problem for trial in trials}
    return Symptom(
        unresolved=problems <= {"unresolved", NAME_UNANSWERED},
        misdirected=all(trial.misdirected for trial in trials),
        unreached=problems <= {"timeout", "unreachable", "refused", "reset", "error", "unresolved"},
    )


def _rows(trials: list[Trial]) -> list[dict]:
    return [trial.row() for trial in trials if not trial.works]
