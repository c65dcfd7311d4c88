# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Common causes: what several findings of several hosts have in common, said once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.access import status as access
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.registry import REQUIREMENTS

SMALLEST_SITE = 2
"""Hosts of a site that must be unreachable: of one host alone nobody can say that it is the line."""

_REACHED = {access.VALID, access.INSUFFICIENT, access.REJECTED, access.HOST_KEY_CHANGED}


def common_causes(assessments: Iterable[dict]) -> tuple[list[dict], list[dict]]:
    """The causes (as in schemas/run.json) of all assessments of a run, and those assessments that they change, changed.

    A site is a cause where this run tried at least two of its hosts and reached none of them; then it stands at all their
    findings that want access. Reads the assessments once and keeps only the unreachable ones.
    """
    tally = _Tally()
    unreachable: dict[tuple[str | None, str], list[dict]] = defaultdict(list)
    living: set[tuple[str | None, str]] = set()
    for assessment in assessments:
        site = None if assessment["site"] is None else (assessment["customer"], assessment["site"])
        if site is not None and assessment["access"]["status"] == access.UNREACHABLE:
            unreachable[site].append(assessment)
            continue
        if site is not None and assessment["access"].get("attempted") and assessment["access"]["status"] in _REACHED:
            living.add(site)
        tally.add(assessment)
    changed: list[dict] = []
    for site, hosts in unreachable.items():
        if site not in living and len(hosts) >= SMALLEST_SITE:
            hosts = [_caused_by(f"site:{site[1]}", assessment) for assessment in hosts]
            changed.extend(hosts)
        for assessment in hosts:
            tally.add(assessment)
    return tally.causes(), changed


class _Tally:
    def __init__(self) -> None:
        self._findings: dict[tuple[str | None, str], int] = defaultdict(int)
        self._hosts: dict[tuple[str | None, str], int] = defaultdict(int)

    def add(self, assessment: dict) -> None:
        causes = [finding["caused_by"] for finding in assessment["findings"] if _is_common(finding["caused_by"])]
        for cause in causes:
            self._findings[assessment["customer"], cause] += 1
        for cause in set(causes):
            self._hosts[assessment["customer"], cause] += 1

    def causes(self) -> list[dict]:
        """The weightiest first, each customer's by itself: a customer's report says nothing of others."""
        order = sorted(self._findings, key=lambda key: (-self._findings[key], key[0] or "", key[1]))
        return [{"id": key[1], "customer": key[0], "findings": self._findings[key], "hosts": self._hosts[key]} for key in order]


def _is_common(cause: str | None) -> bool:
    return cause is not None and cause not in REQUIREMENTS


def _caused_by(cause: str, assessment: dict) -> dict:
    findings = [
        {**finding, "caused_by": cause} if finding["caused_by"] == "access.credentials" or _is_access(finding) else finding
        for finding in assessment["findings"]
    ]
    return {**assessment, "findings": findings}


def _is_access(finding: dict) -> bool:
    return finding["id"] == "access.credentials" and finding["caused_by"] is None
