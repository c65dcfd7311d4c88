# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which steps `--tags` and `--skip-tags` leave a role; pure.

Ansible's own choice of tasks does not do: whether tasks of a file that is included inherit `always` depends on how the role was called.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.decision import Decision, Refusal
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.gate import chosen

INSTALL = "install"
REGISTER = "register"
VERIFY = "verify"
_EVERYTHING = frozenset({"all", "tagged"})
_REGISTERING = frozenset({"register", "unassign", "enrol", "withdraw"})


def run_tags(task_vars: Mapping[str, Any]) -> tuple[frozenset[str], frozenset[str]]:
    """Those of `--tags` and of `--skip-tags`."""
    return frozenset(task_vars.get("ansible_run_tags") or ("all",)), frozenset(task_vars.get("ansible_skip_tags") or ())


def are_limiting(tags: Collection[str], skipped: Collection[str]) -> bool:
    """Whether a role is to leave steps out. `verify` alone does nothing, and wants all of them to be superfluous."""
    return _chosen_kinds(tags, skipped) != {INSTALL, REGISTER} and not is_only_a_look(tags)


def limited(decision: Decision, tags: Collection[str], skipped: Collection[str]) -> Decision:
    """The decision with the steps that are left; where steps are missing and none of them is left, that is said."""
    if not decision.steps or not are_limiting(tags, skipped):
        return decision
    kinds = _chosen_kinds(tags, skipped)
    left = chosen(decision.steps, [step for step in decision.steps if _kind(step) in kinds])
    if left.permitted and not left.steps:
        return Decision(permitted=False, refusal=Refusal("steps_not_chosen", {"steps": list(decision.steps)}))
    return left


def _chosen_kinds(tags: Collection[str], skipped: Collection[str]) -> set[str]:
    if _EVERYTHING & set(skipped):
        return set()
    return {kind for kind in (INSTALL, REGISTER) if (kind in tags or _EVERYTHING & set(tags)) and kind not in skipped}


def is_only_a_look(tags: Collection[str]) -> bool:
    """`verify` alone."""
    return VERIFY in tags and not {INSTALL, REGISTER, *_EVERYTHING} & set(tags)


def _kind(step: str) -> str:
    return REGISTER if step in _REGISTERING else INSTALL
