# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Before anything is removed, the machine is asked again whose it is: a wave may begin long after leave was given."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from jinja2.nativetypes import NativeEnvironment

ROLES = Path(__file__).parents[3] / "roles"
MODULES = "bauer_group.remote_maintenance."
INSTALL = "install"


def tasks_of(path, **variables):
    """The tasks that run with these variables, each by its module or what it includes, and its tags."""
    environment = NativeEnvironment()
    environment.filters["intersect"] = lambda left, right: [one for one in left if one in right]
    environment.tests["unreachable"] = lambda result: result.get("unreachable", False)
    found = []
    for task in yaml.safe_load((ROLES / path).read_text("utf-8")):
        conditions = task.get("when", "true")
        if all(environment.compile_expression(condition)(**variables) for condition in ([conditions] if isinstance(conditions, str) else conditions)):
            name = next(key for key in task if "." in key)
            found.append((name.removeprefix(MODULES), task[name], set(task["tags"])))
    return found


def unattended(*steps):
    return tasks_of("unattended_client/tasks/teamviewer/absent.yml", unattended_client_leave={"steps": steps, "system": "linux"})


def monitoring(*steps):
    return tasks_of("monitoring_agent/tasks/atera/absent.yml", monitoring_agent_leave={"steps": steps, "system": "linux"})


@pytest.mark.parametrize("steps", [("unassign", "remove", "forget"), ("remove", "forget")])
def test_whose_a_client_is_shows_when_it_is_released(steps):
    first, *others = unattended(*steps)
    assert (first[0], first[1]["state"], first[2]) == ("teamviewer_assignment", "unassigned", {"always"})
    assert others[0][1].endswith("remove.yml")


def test_a_client_that_stays_is_not_released():
    assert "teamviewer_assignment" not in [name for name, _arguments, _tags in unattended("forget")]


def test_an_agent_is_looked_at_before_it_is_removed():
    first, second = monitoring("remove")
    assert first[1] == "atera/whose.yml"
    assert second[1].endswith("remove.yml")
    assert [name for name, _arguments, _tags in monitoring("withdraw")] == ["enrolment"]


@pytest.mark.parametrize(("before", "ownership", "is_left_alone"), [
    ("ours", "ours", False),
    ("ours", None, False),
    ("ours", "foreign", True),
    ("ours", "unknown", True),
    # Adopted, or begun by us: it never said whose it is.
    ("unknown", "unknown", False),
    ("unknown", "foreign", True),
])
def test_an_agent_that_is_anothers_by_now_is_left_alone(before, ownership, is_left_alone):
    known = {"monitoring_agent_leave": {"look": {"owner": before}}, "monitoring_agent_seen": {"ownership": ownership}}
    first, *others = tasks_of("monitoring_agent/tasks/atera/whose.yml", **known)
    assert first == ("await_software", {"product": "atera", "seconds": 0, "state": "any"}, {INSTALL})
    assert [name for name, _arguments, _tags in others] == ["ansible.builtin.fail"] * is_left_alone


@pytest.mark.parametrize(("role", "product"), [("unattended_client", "teamviewer"), ("monitoring_agent", "atera")])
@pytest.mark.parametrize("lost", [True, False])
def test_a_host_that_is_lost_before_its_settings_are_gone_is_not_done(role, product, lost):
    known = {f"{role}_leave": {"steps": ["remove"]}, f"{role}_configuration": {"unreachable": lost}}
    names = [name for name, _arguments, _tags in tasks_of(f"{role}/tasks/{product}/windows/remove.yml", **known)]
    assert names == ["win_vendor_package", "ansible.windows.win_regedit"] + ["ansible.builtin.fail"] * lost
