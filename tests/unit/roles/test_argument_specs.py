# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every role says of its variables what is so: defaults and argument specs agree, and no task reads a variable that neither names."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[3]
ROLES = sorted(path for path in (ROOT / "roles").iterdir() if (path / "meta").is_dir())
COMMON = "maintenance_"  # variables of the inventory and of a run, which belong to no single role
BY_NAME = [pytest.param(role, id=role.name) for role in ROLES]


def of_yaml(path):
    return (yaml.safe_load(path.read_text("utf-8")) if path.exists() else None) or {}


def options(role):
    return of_yaml(role / "meta" / "argument_specs.yml")["argument_specs"]["main"]["options"]


def defaults(role):
    return of_yaml(role / "defaults" / "main.yml")


@pytest.mark.parametrize("role", BY_NAME)
def test_each_default_is_specified_with_the_same_value(role):
    specified = {name: option.get("default") for name, option in options(role).items()}
    assert {name: specified.get(name, "not specified") for name in defaults(role)} == defaults(role)


@pytest.mark.parametrize("role", BY_NAME)
def test_each_default_that_is_specified_is_one(role):
    own = {name: option for name, option in options(role).items() if name.startswith(f"{role.name}_")}
    assert [name for name, option in own.items() if "default" in option and name not in defaults(role)] == []


@pytest.mark.parametrize("role", BY_NAME)
def test_a_role_has_variables_of_its_own_name_only(role):
    assert [name for name in defaults(role) if not name.startswith((f"{role.name}_", COMMON))] == []


@pytest.mark.parametrize("role", BY_NAME)
def test_no_task_reads_a_variable_that_nobody_names(role):
    """A variable of the role is specified, its own, or registered by one of its own tasks."""
    texts = [path.read_text("utf-8") for folder in ("tasks", "templates", "handlers", "vars") for path in (role / folder).rglob("*") if path.is_file()]
    registered = {
        name for text in texts for name in re.findall(r"register: (\w+)|loop_var: (\w+)|^ +(\w+): \"?{{", text, re.MULTILINE) for name in name if name
    }
    registered |= set(of_yaml(role / "vars" / "main.yml"))
    read = {name for text in texts for name in re.findall(rf"\b{role.name}_\w+", text)}
    assert sorted(read - registered - set(options(role))) == []


@pytest.mark.parametrize("role", BY_NAME)
def test_each_choice_of_a_product_has_its_tasks(role):
    products = options(role).get(f"{role.name}_product", {}).get("choices", [])
    assert [name for name in products if not (role / "tasks" / name).is_dir() and not (role / "tasks" / f"{name}.yml").is_file()] == []


@pytest.mark.parametrize("role", BY_NAME)
def test_what_looks_like_a_secret_is_kept_out_of_output(role):
    secret = re.compile(r"^monitoring_agent_url$|_(arguments|assignment_id|token|password)$")
    assert [name for name, option in options(role).items() if secret.search(name) and not option.get("no_log")] == []


def test_there_are_roles():
    assert {"assessment", "monitoring_agent", "attended_client"} <= {role.name for role in ROLES}
