# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""`client.attended`: on a workstation without unattended access a person can start the attended client."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.reasons import Reason
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.registry import requirement
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.software import ATTENDED_CLIENT, SECTION, Software
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.verdict import (
    CUSTOMER,
    PROVIDER,
    UNDETERMINED,
    Verdict,
    met,
    not_applicable,
    unknown,
    unmet,
)
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.plan.links import link_requests

if TYPE_CHECKING:
    from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.case import Case

_LINKS = {"windows": "attended", "macos": "attended_mac"}
_ANSWERS = range(200, 400)


@requirement("client.attended", SECTION, "endpoints", for_failures=("proxies",))
def judge_attended(case: Case) -> Verdict:
    """The attended client is installed, or its link answers from there."""
    software = Software.of(case)
    consent = software.consent()
    if consent is not None:
        return not_applicable(Reason.UNATTENDED_AGREED, given_on=consent.given_on.isoformat())
    clients = [one for one in software.installations if one.product.id == ATTENDED_CLIENT and one.is_here]
    if clients:
        return met(Reason.ATTENDED_CLIENT_FOUND, client_id=clients[0].client.client_id or None, presence=clients[0].presence)
    system = (case.observation.get("platform") or {}).get("system")
    use = _LINKS.get(system)
    if use is None:
        # What the links hand out is known to run on Windows and on macOS only.
        return software.missing_knowledge() or unknown(Reason.ATTENDED_NO_LINK, PROVIDER, system=system or "-")
    return _by_link(case, getattr(case.settings.links, use), [request["id"] for request in link_requests(case.settings.links)[use]])


def _by_link(case: Case, url: str, endpoints: list[str]) -> Verdict:
    own = [(endpoint, attempt) for endpoint in endpoints for attempt in case.attempts.raw(endpoint)]
    reference = [attempt for endpoint in endpoints for attempt in case.reference.attempts(endpoint)]
    answered = [_answer(attempt) for attempt in reference if _answers(attempt)]
    if any(_answers(attempt) and _answer(attempt) in answered for endpoint, attempt in own):
        return met(Reason.ATTENDED_LINK_ANSWERS, url=url)
    if not own or not reference:
        return unknown(Reason.ATTENDED_LINK_NOT_ASKED, url=url)
    if not answered:
        return unknown(Reason.ATTENDED_LINK_DOWN, PROVIDER if case.reference.online else UNDETERMINED, url=url)
    if any(_answers(attempt) for endpoint, attempt in own):
        # Another answer than ours: a portal's or a filter's page, or a link that was just changed.
        return unknown(Reason.ATTENDED_LINK_OTHER_ANSWER, url=url)
    return unmet(Reason.ATTENDED_LINK_BLOCKED, CUSTOMER, url=url, outcome=own[0][1]["outcome"])


def _answers(attempt: Mapping) -> bool:
    """An HTTP answer that leads on or holds something, over TLS only from a peer that the machine trusts."""
    answer, handshake = attempt.get("http"), attempt.get("tls")
    trusted = handshake is None or handshake["verified"] is True
    return trusted and answer is not None and answer["status"] in _ANSWERS


def _answer(attempt: Mapping) -> tuple:
    return attempt["id"], attempt["http"]["status"], attempt["http"].get("location")
