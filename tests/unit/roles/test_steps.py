# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each task of a product is there for steps, and goes by the tag that chooses these steps: whatever tags leave out is left out by both."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.decision import Decision
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.registry import PRODUCTS
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.tags import limited

ROLES = Path(__file__).parents[3] / "roles"
INCLUDE = "ansible.builtin.include_tasks"
FILES = sorted(path for product in PRODUCTS.values() for path in (ROLES / product.ROLE / "tasks" / product.PRODUCT).glob("*sent.yml"))
TASKS = [
    pytest.param(task, id=f"{path.parents[2].name} {path.stem}: {task['name']}") for path in FILES for task in yaml.safe_load(path.read_text("utf-8"))
]


def kind(step):
    """The tag that chooses a step."""
    return [tag for tag in ("install", "register") if limited(Decision(permitted=True, steps=(step,)), [tag], []).permitted]


@pytest.mark.parametrize("task", TASKS)
def test_a_task_is_chosen_with_its_steps(task):
    steps = re.findall(r"'(\w+)'", str(task.get("when", "")).replace('"', ""))
    assert steps
    tags = {tag for step in steps for tag in kind(step)}
    if INCLUDE in task and task["tags"] == ["always"]:
        return
    # With both tags, to skip one of them would skip the task.
    assert set(task["tags"]) == (tags if len(tags) == 1 else {"always"})


def test_there_are_tasks():
    assert {path.stem for path in FILES} == {"present", "absent"}
    assert len(TASKS) > 10
