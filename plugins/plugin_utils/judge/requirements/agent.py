# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""`agent.*`: not judged by this version."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.reasons import Reason
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.registry import requirement
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.verdict import PROVIDER, Verdict, unknown

if TYPE_CHECKING:
    from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.case import Case


@requirement("agent.monitoring")
def judge_later(case: Case) -> Verdict:
    return unknown(Reason.NOT_IN_THIS_VERSION, PROVIDER)
