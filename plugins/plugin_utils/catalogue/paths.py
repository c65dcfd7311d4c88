# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""`maintenance_catalogues`: the files that a customer's or a provider's own catalogues of endpoints and products are in."""

from __future__ import annotations

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.plain import plain
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.problems import Problem, schema_problems

VARIABLE = "maintenance_catalogues"


def catalogue_paths(value: object, problems: list[Problem]) -> list[str]:
    """The paths that the variable's value names, whatever it is; what is wrong with it joins `problems`, and then there are none."""
    paths = plain(value)
    if paths is None:
        return []
    wrong = schema_problems("catalogue_paths", paths, VARIABLE)
    problems += wrong
    return [] if wrong else paths
