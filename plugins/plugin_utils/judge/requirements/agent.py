# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""`agent.monitoring`: the monitoring agent is installed, runs, and belongs to our account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.presence import INSTALLED, RUNNING, SUSPECTED
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.reasons import Reason
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.registry import requirement
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.software import SECTION, Software, described
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.verdict import PROVIDER, Verdict, met, unknown, unmet
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.ownership.evidence import FOREIGN, OURS

if TYPE_CHECKING:
    from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.case import Case

AGENT = "atera"


@requirement("agent.monitoring", SECTION)
def judge_monitoring(case: Case) -> Verdict:
    """The running service counts, not that something was unpacked; somebody else's agent is none of ours."""
    software = Software.of(case)
    agents = [one for one in software.installations if one.product.id == AGENT]
    here = [one for one in agents if one.presence in (INSTALLED, RUNNING)]
    ours = [one for one in here if one.ownership.owner != FOREIGN]
    if not ours:
        if here:
            return unmet(Reason.AGENT_FOREIGN, PROVIDER, found=described(here))
        missing = software.missing_knowledge()
        if missing is not None:
            return missing
        suspected = any(one.presence == SUSPECTED for one in agents)
        return unknown(Reason.AGENT_SUSPECTED, PROVIDER) if suspected else unmet(Reason.AGENT_MISSING, PROVIDER)
    agent = ours[0]
    # What is shown to people may outlive the service that does the work.
    if not (agent.seen.has_service and agent.seen.runs):
        return software.missing_knowledge() or unmet(Reason.AGENT_NOT_RUNNING, PROVIDER, version=agent.version)
    if agent.ownership.owner != OURS:
        return unknown(Reason.AGENT_OWNER_UNKNOWN, PROVIDER, found=described(ours))
    return met(Reason.AGENT_RUNS, client_id=agent.client.client_id or None, proof=agent.ownership.reason)
