# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""From a judged host to what is put on file; pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.case import Case
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run import clock


def assessment(run_id: str, case: Case, findings: Iterable[dict], software: list[dict], identifiers: Mapping[str, str], asked_at: datetime | None) -> dict:
    """One host's assessment (schemas/assessment.json). `asked_at`: when the collector was started, by the control node's clock."""
    observation = case.observation
    return {
        "format": 1,
        "run_id": run_id,
        "host": case.host,
        "customer": case.customer,
        "site": case.site,
        "device_class": case.device_class,
        "assessed_at": clock.written(case.now),
        "access": case.access.as_data(),
        "platform": observation.get("platform") if observation else None,
        "collector": observation["collector"] if observation else None,
        "complete": bool(observation and observation["complete"]),
        "limited": case.access.privileged is False,
        "clock_offset": _clock_offset(observation, asked_at),
        "trust_anchor": bool(case.settings and case.settings.trust_anchor_pem),
        "identifiers": dict(identifiers),
        "software": software,
        "findings": list(findings),
    }


def summary(assessed: Mapping) -> dict:
    """What Ansible gets to see of it: statuses, nothing of the machine."""
    return {
        "access": assessed["access"]["status"],
        "statuses": {finding["id"]: finding["status"] for finding in assessed["findings"]},
    }


def _clock_offset(observation: Mapping | None, asked_at: datetime | None) -> float | None:
    if observation is None or asked_at is None:
        return None
    try:
        return (clock.read(observation["started_at"]) - asked_at).total_seconds()
    except ValueError:
        return None
