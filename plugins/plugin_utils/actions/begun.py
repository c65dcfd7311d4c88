# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The run that a task of every host takes part in.

Ansible compiles the templates of a task's arguments anew for every host, in the host's own worker; a variable is there already.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.actions.base import STATE_DIR, state_directory
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.assess.variables import Variables
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run.store import RunDirectory
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.problems import InputError, Problem, shown

VARIABLE = "assessment_run"
"""What the role `assessment` registers: the result of begin_run."""

ARGUMENTS = {"state_dir": {"type": "str"}, "run_id": {"type": "str"}}


def begun_run(arguments: Mapping[str, Any], variables: Variables) -> tuple[Path, RunDirectory]:
    """The state folder, and the run that the arguments name, or else the variable. Raises InputError where none does, RunError where it is not on file."""
    named = arguments if arguments["run_id"] else variables.get(VARIABLE)
    run_id = named.get("run_id") if isinstance(named, Mapping) else None
    if not isinstance(run_id, str):
        raise InputError([Problem(VARIABLE, "", shown(named), "the result of begin_run; or else the option run_id")])
    state_dir = state_directory(named.get("state_dir") or STATE_DIR["default"])
    return state_dir, RunDirectory.named(state_dir, run_id)
