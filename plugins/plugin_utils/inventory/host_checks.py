# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What can be wrong with what the inventory says of single hosts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.inventory.entry import HostEntry, own_variables
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.plain import plain
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.problems import Problem, printable, reason, schema_problems

_NAMED_HOSTS = 10


def host_problems(entry: HostEntry) -> Iterator[tuple[str, Problem]]:
    """The host's name with each problem of its own variables, and of those that cannot be resolved."""
    for variable, why in entry.unresolved.items():
        yield entry.name, Problem(variable, "", f"not resolved: {reason(why)}", "a value that needs nothing which is missing")
    own = {name: plain(entry.variables[name]) for name in own_variables() if name in entry.variables}
    for problem in schema_problems("host_variables", own, ""):
        if problem.path not in entry.unresolved:
            yield entry.name, problem


def by_problem(pairs: Iterable[tuple[str, Problem]]) -> Iterator[str]:
    """One line for each problem, however many hosts have it."""
    hosts: dict[Problem, list[str]] = {}
    for name, problem in pairs:
        hosts.setdefault(problem, []).append(printable(name))
    for problem, names in hosts.items():
        more = f" and {len(names) - _NAMED_HOSTS} more" if len(names) > _NAMED_HOSTS else ""
        yield f"{problem} (on {', '.join(names[:_NAMED_HOSTS])}{more})"
