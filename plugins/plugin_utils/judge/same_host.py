# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One cause, one line: which finding of a host explains which others.

The order, from the root outwards; a finding is explained by the first that fits and only where the explaining one has failed itself:

1. `access.credentials` explains everything behind the log-in (said where that is judged, sections.py).
2. `dns.udp`, else `dns.resolution`, explains what failed because no name resolved, and `dns.resolution` what failed because the
   names led astray; `dns.udp` also explains `dns.tcp` and `dns.resolution` where they failed at the same resolvers or for want of one.
3. `internet.https` explains endpoints, update sources and `internet.http` where nothing at all was reached.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.reasons import Reason
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.verdict import UNKNOWN, UNMET, Verdict

_OUTWARD = ("internet.http", "endpoints.teamviewer", "endpoints.atera", "updates.source")


def explain(verdicts: Mapping[str, Verdict]) -> dict[str, Verdict]:
    """The same verdicts, with `caused_by` where another one of them is the cause."""
    causes = {name: verdict.caused_by or _cause(name, verdict, verdicts) for name, verdict in verdicts.items()}
    return {name: replace(verdict, caused_by=_root(name, causes)) for name, verdict in verdicts.items()}


def _root(name: str, causes: Mapping[str, str | None]) -> str | None:
    """The end of the chain of causes; rules point from the root outwards, so that there is one."""
    cause = causes[name]
    while cause in causes and causes[cause] is not None:
        cause = causes[cause]
    return cause


def _cause(name: str, verdict: Verdict, verdicts: Mapping[str, Verdict]) -> str | None:
    if verdict.status not in (UNMET, UNKNOWN):
        return None
    symptom = verdict.symptom
    udp = _failed(verdicts, "dns.udp")
    if name in ("dns.tcp", "dns.resolution"):
        same = udp is not None and (verdict.reason == udp.reason == Reason.DNS_NO_RESOLVER or (symptom.silent and symptom.silent <= udp.symptom.silent))
        return "dns.udp" if same else None
    if symptom.unresolved:
        return next((cause for cause in ("dns.udp", "dns.resolution") if _failed(verdicts, cause)), None)
    if symptom.misdirected and _failed(verdicts, "dns.resolution"):
        return "dns.resolution"
    https = _failed(verdicts, "internet.https")
    if name in _OUTWARD and symptom.unreached and https is not None and https.symptom.unreached:
        return "internet.https"
    return None


def _failed(verdicts: Mapping[str, Verdict], name: str) -> Verdict | None:
    verdict = verdicts.get(name)
    return verdict if verdict is not None and verdict.status == UNMET else None
