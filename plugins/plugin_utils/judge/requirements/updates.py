# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""`updates.source`: the device reaches the update sources of its system's vendor that it is configured with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.catalogue.update_vendors import vendor_of
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.reasons import Reason
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.registry import requirement
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.sources import (
    ANSWERS,
    BLOCKED,
    OUTAGE,
    UNPROVEN,
    Source,
    ask_source,
    is_local,
)
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.trial import DIRECT, NAME_UNANSWERED
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.verdict import (
    CONTROL_NODE,
    CUSTOMER,
    NOTICE,
    UNDETERMINED,
    Symptom,
    Verdict,
    met,
    unknown,
    unmet,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.case import Case


@requirement("updates.source", "platform", "updates", "proxies")
def judge_source(case: Case) -> Verdict:
    """The vendor's sources decide; third parties' that fail are a notice where all of the vendor's are fine."""
    remote = [source for source in case.observation["updates"]["sources"] if not is_local(source)]
    vendor = vendor_of(case.observation["platform"])
    own = [ask_source(case, source) for source in remote if vendor is not None and vendor.offers(source)]
    others = [ask_source(case, source) for source in remote if vendor is None or not vendor.offers(source)]
    if not own:
        return unknown(Reason.UPDATES_NO_VENDOR_SOURCE, configured=len(remote), third_parties=_urls(others))
    failed = [source for source in own if source.state != ANSWERS]
    if failed:
        return _failed(case, own, failed)
    failed = [source for source in others if source.state != ANSWERS]
    if failed:
        return unmet(
            Reason.UPDATES_THIRD_PARTY_FAILS,
            CUSTOMER if all(source.state == BLOCKED for source in failed) else UNDETERMINED,
            severity=NOTICE,
            failed=_rows(failed),
            hosts=sorted({source.host for source in failed}),
            sources=_urls(own),
        )
    return _reached(case, own)


def _failed(case: Case, own: list[Source], failed: list[Source]) -> Verdict:
    data = {"failed": _rows(failed), "answering": len(own) - len(failed), "configured": len(own)}
    problems = {source.trial.problem for source in failed if source.trial is not None}
    symptom = Symptom(unresolved=problems <= {"unresolved", NAME_UNANSWERED}, unreached=len(failed) == len(own))
    if any(source.state == BLOCKED for source in failed):
        return unmet(Reason.UPDATES_BLOCKED, CUSTOMER, symptom=symptom, hosts=_hosts(failed, BLOCKED), **data)
    if not case.reference.online:
        return unknown(Reason.REFERENCE_OFFLINE, caused_by=CONTROL_NODE, **data)
    if any(source.state == UNPROVEN for source in failed):
        return unmet(Reason.UPDATES_FAIL, UNDETERMINED, symptom=symptom, hosts=_hosts(failed, UNPROVEN), **data)
    down = next((source for source in failed if source.state == OUTAGE), None)
    if down is not None:
        return unknown(Reason.UPDATES_DOWN_EVERYWHERE, caused_by=f"update_source:{down.host}", hosts=_hosts(failed, OUTAGE), **data)
    return unknown(Reason.UPDATES_UNCLEAR, symptom=symptom, hosts=sorted({source.host for source in failed}), **data)


def _reached(case: Case, own: list[Source]) -> Verdict:
    if case.observation["updates"].get("disabled_by_policy"):
        # Whoever installs updates by an agent switches the system's own off: what is asked for is met, and this is told with it.
        return met(Reason.UPDATES_SWITCHED_OFF, sources=_urls(own))
    proxies = sorted({source.trial.via for source in own} - {DIRECT})
    if proxies:
        return met(Reason.UPDATES_ANSWER_BY_PROXY, sources=_urls(own), **case.attempts.proxies.named(proxies[0]))
    return met(Reason.UPDATES_ANSWER, sources=_urls(own))


def _hosts(sources: Iterable[Source], state: str) -> list[str]:
    return sorted({source.host for source in sources if source.state == state})


def _urls(sources: Iterable[Source]) -> list[str]:
    return list(dict.fromkeys(source.url for source in sources))


def _rows(sources: Iterable[Source]) -> list[dict]:
    return [source.row() for source in sources]
