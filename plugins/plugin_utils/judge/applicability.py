# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which requirement applies to which host. None: it applies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.reasons import Reason
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.verdict import PROVIDER, Verdict, not_applicable, unknown

if TYPE_CHECKING:
    from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.case import Case

SERVER = "server"
WORKSTATION = "workstation"
NETWORK_DEVICE = "network_device"
DEVICE_CLASSES = (SERVER, WORKSTATION, NETWORK_DEVICE)

NEVER_ON = {
    "client.installed": {NETWORK_DEVICE},
    "client.registered": {NETWORK_DEVICE},
    "client.attended": {SERVER, NETWORK_DEVICE},
    "endpoints.teamviewer": {NETWORK_DEVICE},
    "endpoints.atera": {NETWORK_DEVICE},
    "agent.monitoring": {NETWORK_DEVICE},
}
"""Requirement to the device classes that it never applies to. What depends on consents or on software found is its function's."""

PRODUCT_OF = {"endpoints.teamviewer": "teamviewer", "endpoints.atera": "atera", "agent.monitoring": "atera"}
"""Requirement to the product without which the contract does not ask for it."""

WITHOUT_CLASS = {"access.credentials", "access.privilege"}
"""What is judged alike on every device class, even on a host that was given none."""


def exclusion(requirement: str, case: Case) -> Verdict | None:
    """Why `requirement` does not apply to this host or cannot be told to, else None."""
    if case.contract is None:
        return unknown(Reason.CONTRACT_INVALID, PROVIDER)
    if case.device_class not in DEVICE_CLASSES:
        return None if requirement in WITHOUT_CLASS else unknown(Reason.DEVICE_CLASS_MISSING, PROVIDER, allowed=list(DEVICE_CLASSES))
    if case.device_class in NEVER_ON.get(requirement, ()):
        return not_applicable(Reason.NOT_FOR_DEVICE_CLASS, device_class=case.device_class)
    product = PRODUCT_OF.get(requirement)
    if product is not None and product not in case.contract.products:
        return not_applicable(Reason.PRODUCT_NOT_IN_CONTRACT, product=product)
    return None
