# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which groups of an inventory are customers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from ansible.vars.plugins import get_vars_from_inventory_sources, get_vars_from_path

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.plain import plain

if TYPE_CHECKING:
    from ansible.inventory.group import Group
    from ansible.inventory.manager import InventoryManager
    from ansible.parsing.dataloader import DataLoader
    from ansible.vars.hostvars import HostVars

_STAGE = "task"
_CUSTOMER = "maintenance_customer"
_CONTRACT = "maintenance_contract"


def inventory_of(hostvars: HostVars) -> InventoryManager:
    """The inventory of a run, from the magic variable `hostvars`: an action plugin has no other way to it."""
    return hostvars._inventory


def customer_groups(inventory: InventoryManager, loader: DataLoader, sources: Iterable[str], basedir: str | None = None) -> frozenset[str]:
    """The names of all groups that are customers, those without a host too.

    A group is a customer where a group's variables name it as `maintenance_customer`, or where it has a `maintenance_contract` and is no
    part of a customer's group. Variables count where they stand in the inventory or in group_vars beside it (`sources`, the magic variable
    `ansible_inventory_sources`) or beside the playbook (`basedir`). No host's variables are made for it.
    """
    sources = list(sources)
    groups = {group.name: group for group in inventory.groups.values() if group.name != "all"}
    variables = {group.name: _variables(group, loader, sources, basedir) for group in inventory.groups.values()}
    named = {plain(of_group[_CUSTOMER]) for of_group in variables.values() if isinstance(of_group.get(_CUSTOMER), str)}
    customers = named & groups.keys()
    for name, group in groups.items():
        if _CONTRACT in variables[name] and not any(above.name in customers for above in group.get_ancestors()):
            customers.add(name)
    return frozenset(customers)


def _variables(group: Group, loader: DataLoader, sources: list[str], basedir: str | None) -> Mapping:
    """The variables of the group itself, in Ansible's order of precedence, untemplated."""
    beside_inventory = get_vars_from_inventory_sources(loader, sources, [group], _STAGE)
    beside_playbook = get_vars_from_path(loader, basedir, [group], _STAGE) if basedir else {}
    return {**group.get_vars(), **beside_inventory, **beside_playbook}
