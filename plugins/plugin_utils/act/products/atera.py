# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Atera's agent, the monitoring software: when it may be set up or taken away, and what differs from that.

Where the agent keeps its account on Linux is not known (inspectors/atera.py), so that its owner often is not either. What we installed
ourselves then stands in our register; by that alone nothing is called ours, but an agent that we began to install is not refused.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.decision import Refusal, by_finding
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.gate import ABSENT, PRESENT, REMOVE, met
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.look import Look
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.platforms import LINUX, WINDOWS, system
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.view import View
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.windows_installer import product_codes
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.presence import LEFTOVER
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.reasons import Reason
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.ownership.evidence import FOREIGN, OURS

PRODUCT = "atera"
ROLE = "monitoring_agent"
IN_CONTRACT = "atera"
SYSTEMS = frozenset({LINUX, WINDOWS})
DEVICE_CLASSES = frozenset({"server", "workstation"})
SETTINGS: dict = {}

INSTALL = "install"
START = "start"
ENROL = "enrol"
WITHDRAW = "withdraw"

_REQUIREMENT = "agent.monitoring"
_SHOWN_AS = re.compile(r"AteraAgent")


def concerns(view: View) -> bool:
    """Where the contract does without it, only an agent that is there all the same is."""
    return view.device_class in DEVICE_CLASSES and (IN_CONTRACT in view.contract.products or _agent(view) is not None or _is_enrolled(view))


def refusal(view: View, state: str) -> Refusal | None:
    return _not_ours(view, state) or (_not_removable(view) if state == ABSENT else None)


def _not_removable(view: View) -> Refusal | None:
    agent = _agent(view)
    if system(view.platform) != WINDOWS or agent is None or agent.owner == FOREIGN or product_codes(agent, _SHOWN_AS):
        return None
    return Refusal("not_removable", {"product": PRODUCT}, _REQUIREMENT)


def _not_ours(view: View, state: str) -> Refusal | None:
    """Somebody else's agent is never touched: none of ours is put beside it, and where ours is to go there is none."""
    seen = view.look(PRODUCT)
    if seen is None or seen.presence == LEFTOVER or seen.owner == OURS or view.adopt and seen.owner != FOREIGN:
        return None
    if not seen.is_here:
        return _as_found(view, Reason.AGENT_SUSPECTED) if state == PRESENT else None
    if seen.owner == FOREIGN:
        return _as_found(view, Reason.AGENT_FOREIGN) if state == PRESENT else None
    return None if state == PRESENT and _is_enrolled(view) else _as_found(view, Reason.AGENT_OWNER_UNKNOWN)


def steps(view: View, state: str) -> tuple[str, ...]:
    return _steps_present(view) if state == PRESENT else _steps_absent(view)


def proven(view: View, state: str, taken: Collection[str] = ()) -> Refusal | None:
    """None where the new assessment shows what was to be brought about. An agent that does not tell its account is no proof of a wrong one."""
    agent = _agent(view)
    if state == ABSENT:
        return Refusal("still_there", {"product": PRODUCT}, _REQUIREMENT) if agent is not None and agent.owner != FOREIGN else None
    missing = met(view, _REQUIREMENT)
    if missing is not None and missing.reason == Reason.AGENT_OWNER_UNKNOWN and _is_enrolled(view):
        return None
    return missing


def details(view: View, state: str) -> dict:
    """What the role's tasks need beside the steps."""
    agent = _agent(view)
    return {
        "client_id": agent.client_id if agent is not None else "",
        "programs": [] if agent is None else product_codes(agent, _SHOWN_AS),
        "adopted": agent is not None and agent.owner not in (OURS, FOREIGN) and view.adopt and not _is_enrolled(view),
    }


def _as_found(view: View, reason: Reason) -> Refusal:
    finding = view.finding(_REQUIREMENT)
    if finding is not None and finding["reason"] == reason:
        return by_finding(finding)
    return Refusal(str(reason), {"found": []}, _REQUIREMENT)


def _steps_present(view: View) -> tuple[str, ...]:
    agent = _agent(view)
    # Files without a service are what the vendor's script leaves where it fails and says that it did not.
    if agent is None or agent.starts_at_boot is None or _was_cut_off(view, agent):
        return (INSTALL, ENROL)
    found = []
    if not agent.runs or agent.starts_at_boot is False:
        found.append(START)
    if _is_to_be_enrolled(view, agent):
        found.append(ENROL)
    return tuple(found)


def _was_cut_off(view: View, agent: Look) -> bool:
    """We began to install it, and Windows does not list it: Windows Installer enters what it installs at the end, and without that nothing removes it."""
    enrolment = view.enrolment(PRODUCT)
    return system(view.platform) == WINDOWS and enrolment is not None and not enrolment.get("client_id") and not agent.programs


def _is_to_be_enrolled(view: View, agent: Look) -> bool:
    """What we began to install, and now has its number; or what is adopted by order."""
    enrolment = view.enrolment(PRODUCT)
    if enrolment is None:
        return agent.owner != OURS and view.adopt
    return not enrolment.get("client_id") and bool(agent.client_id)


def _steps_absent(view: View) -> tuple[str, ...]:
    agent, leftover = _agent(view), view.look(PRODUCT)
    withdraw = (WITHDRAW,) if _is_enrolled(view) else ()
    if agent is not None:
        return withdraw if agent.owner == FOREIGN else (REMOVE, *withdraw)
    if leftover is not None and leftover.presence == LEFTOVER and withdraw:
        return (REMOVE, *withdraw)
    return withdraw


def _agent(view: View) -> Look | None:
    agent = view.look(PRODUCT)
    return agent if agent is not None and agent.is_set_up else None


def _is_enrolled(view: View) -> bool:
    return view.enrolment(PRODUCT) is not None
