# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""`software.other`: remote maintenance software of others, which may interact with ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.presence import SUSPECTED
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.products import VPN_TUNNEL
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.reasons import Reason
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.registry import requirement
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.software import ATTENDED_CLIENT, CLIENT, SECTION, Software, described
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.verdict import CUSTOMER, NOTICE, Verdict, met, unknown, unmet
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.ownership.evidence import FOREIGN, OURS

if TYPE_CHECKING:
    from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.installations import Installation
    from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.case import Case


@requirement("software.other", SECTION)
def judge_other(case: Case) -> Verdict:
    """Nothing else is found, or what is found is agreed; else a notice. Tunnels only inform: they maintain nothing."""
    software = Software.of(case)
    others = [one for one in software.installations if _is_other(one, software)]
    tunnels = [one.name for one in software.installations if one.product.category == VPN_TUNNEL and one.is_here]
    data = {"tunnels": tunnels} if tunnels else {}
    found = [one for one in others if one.is_here and software.agreement(one) is None]
    if found:
        return unmet(Reason.OTHER_SOFTWARE_FOUND, CUSTOMER, severity=NOTICE, found=described(found), **data)
    missing = software.missing_knowledge()
    if missing is not None:
        return missing
    suspected = [one for one in others if one.presence == SUSPECTED]
    if suspected:
        return unknown(Reason.OTHER_SOFTWARE_SUSPECTED, severity=NOTICE, found=described(suspected), **data)
    if others and any(one.is_here for one in others):
        return met(Reason.OTHER_SOFTWARE_AGREED, found=described([one for one in others if one.is_here]), **data)
    return met(Reason.NO_OTHER_SOFTWARE, **data)


def _is_other(one: Installation, software: Software) -> bool:
    """What is neither ours, nor judged by a requirement of its own, nor brought along by what is listed anyway."""
    if one.product.category == VPN_TUNNEL or one.ownership.owner == OURS or one.comes_with is not None:
        return False
    if one.product.excludes_ours:
        harmless = one.is_here and one not in software.conflicts() and one not in software.unclear() and software.agreement(one) is None
        return harmless and (one.product.id != CLIENT or one.ownership.owner == FOREIGN)
    if one.product.id == ATTENDED_CLIENT:
        return False
    # The contract's own product, whosever it is, has its requirement.
    return not (one.product.id in software.case.contract.products and one.ownership.owner != FOREIGN)
