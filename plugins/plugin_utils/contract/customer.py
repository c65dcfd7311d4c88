# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whose host is it?"""

from __future__ import annotations

from collections.abc import Collection

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.contract.errors import ContractError
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.plain import plain
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.problems import Problem, printable, shown


def resolve_customer(declared: object, group_names: Collection[str], customers: Collection[str], where: str = "maintenance_customer") -> str:
    """The customer's group of a host.

    `declared` is the host's `maintenance_customer`, `group_names` the groups it is in, `customers` all groups that are customers
    (a mapping's keys will do). Raises ContractError where it is absent, not one of the host's groups, or where the host is in two customers.
    """
    name, groups = plain(declared), sorted(str(group) for group in group_names)
    of_host = [group for group in groups if group in customers]
    if not isinstance(name, str) or not name:
        raise _error(where, name, f"the name of the customer's group{_out_of(of_host)}")
    if name not in groups:
        raise _error(where, name, f"a group that the host is in{_out_of(groups)}")
    if any(group != name for group in of_host):
        raise _error(where, name, f"one customer a host; this one is in the groups of {_listed(sorted({*of_host, name}))}")
    return name


def _error(where: str, value: object, allowed: str) -> ContractError:
    return ContractError([Problem(where, "", "missing" if value is None else shown(value), allowed)])


def _out_of(groups: Collection[str]) -> str:
    return f", out of {_listed(groups)}" if groups else ""


def _listed(groups: Collection[str]) -> str:
    return ", ".join(map(printable, groups))
