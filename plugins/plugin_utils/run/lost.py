# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The assessment of a host of which nothing was learned: it is in the report all the same."""

from __future__ import annotations

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.access.status import NOT_ATTEMPTED
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run import clock


def lost_assessment(run: dict, host: str, customer: str | None, reason: str, detail: str | None = None, site: str | None = None) -> dict:
    """Every requirement of the run `unknown` for `reason` (a code of the texts' catalogue): ours to look into."""
    moment = clock.written(clock.now())
    return {
        "format": 1,
        "run_id": run["run_id"],
        "host": host,
        "customer": customer,
        "site": site,
        "device_class": None,
        "assessed_at": moment,
        "access": {"status": NOT_ATTEMPTED, "reason": reason, "detail": detail, "attempted": False},
        "platform": None,
        "complete": False,
        "limited": False,
        "trust_anchor": run["trust_anchor"],
        "identifiers": {},
        "software": [],
        "findings": [
            {
                "id": requirement,
                "status": "unknown",
                "severity": "failure",
                "responsible": "provider",
                "reason": reason,
                "data": {} if detail is None else {"detail": detail},
                "caused_by": None,
                "checked_at": moment,
            }
            for requirement in run["requirements"]
        ],
    }
