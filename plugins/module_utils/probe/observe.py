# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A plan in, an observation out, whatever happens in between."""

from __future__ import annotations

from typing import Any, Mapping

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.probe.collect import GRACE, collect_for, hung
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.probe.parameters import ParameterError, read_parameters
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.probe.supervise import PATIENCE, Failed, Hung, supervised

__all__ = ["ParameterError", "ProbeFailed", "observe"]


class ProbeFailed(Exception):
    """The probe itself is at fault; the text says where."""


def observe(params: Mapping[str, Any]) -> dict:
    """Return the observation (schema `observation.json`) for a plan; raises ParameterError and ProbeFailed.

    Returns at most a second behind the deadline, whatever hangs.
    """
    parameters = read_parameters(params)
    try:
        return supervised(lambda: collect_for(parameters), parameters.deadline + GRACE + PATIENCE)
    except Hung:
        return hung(parameters)
    except Failed as problem:
        raise ProbeFailed(str(problem)) from problem
