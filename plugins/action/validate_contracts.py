# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks the contracts of an inventory; connects to no host. Documented in plugins/modules/validate_contracts.py."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict

from ansible.plugins.action import ActionBase

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.inventory.customers import customer_groups, inventory_of
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.inventory.entries import EntryReader
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.inventory.sources import unread_sources
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.inventory.validation import CustomerResult, validate
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.libraries import require_libraries
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.problems import printable


class ActionModule(ActionBase):
    TRANSFERS_FILES = False
    _requires_connection = False
    _supports_check_mode = True
    _supports_async = False
    _VALID_ARGS = frozenset()

    def run(self, tmp=None, task_vars=None):
        result = super().run(tmp, task_vars)
        require_libraries()
        results = _validate(task_vars, self._loader)
        wrong = sum(bool(customer.errors) for customer in results.values())
        message = _message(results)
        if not wrong:
            # A failure's message is shown by Ansible itself.
            self._display.display(message)
        result.update(
            changed=False,
            customers={name: asdict(customer) for name, customer in results.items() if name is not None},
            unassigned=asdict(results.get(None, CustomerResult())),
            failed=wrong > 0,
            msg=message,
        )
        return result


def _validate(task_vars: Mapping, loader) -> dict[str | None, CustomerResult]:
    hostvars, judged = task_vars["hostvars"], task_vars["ansible_play_hosts_all"]
    inventory = inventory_of(hostvars)
    customers = customer_groups(inventory, loader, task_vars["ansible_inventory_sources"], task_vars.get("playbook_dir"))
    hosts_of = {name: [host.name for host in inventory.groups[name].get_hosts()] for name in customers}
    concerned = {name for name, hosts in hosts_of.items() if not hosts or not set(hosts).isdisjoint(judged)}
    members = {name: {*hosts_of[name], *(group.name for host in inventory.groups[name].get_hosts() for group in host.get_groups())} for name in concerned}
    reader = EntryReader(hostvars, loader)
    others = (reader.read(hosts[0]) for name, hosts in sorted(hosts_of.items()) if name not in concerned)
    results = validate((reader.read(host) for host in judged), customers, members, others)
    unread = unread_sources(inventory)
    if unread:
        results.setdefault(None, CustomerResult()).errors[:0] = unread
    return results


def _message(results: Mapping[str | None, CustomerResult]) -> str:
    lines = [line for name, customer in results.items() for line in _lines("hosts without a customer" if name is None else name, customer)]
    wrong = sum(bool(customer.errors) for customer in results.values())
    if not wrong:
        return "\n".join([*lines, f"All contracts are valid (customers: {len(results)})."])
    return "\n".join([*lines, f"To be corrected: {wrong} of {len(results)}."])


def _lines(name: str, customer: CustomerResult) -> Iterable[str]:
    marked = [*(f"  error: {text}" for text in customer.errors), *(f"  warning: {text}" for text in customer.warnings)]
    return [f"{printable(name)} ({customer.hosts} hosts):", *marked] if marked else []
