# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the inventory says of one host, as far as it can be read."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Any

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.assess.variables import Variables
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.contract.customer import resolve_customer
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.contract.load import load_contract
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.contract.model import Contract
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.contract.provider import load_provider
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.applicability import DEVICE_CLASSES
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.problems import InputError

COLLECTORS = ("auto", "python", "powershell", "shell")
NO_CREDENTIALS = "none"


@dataclass
class Host:
    """One host of the inventory. `problems`: one line for each thing that is wrong with what the inventory says of it."""

    name: str
    groups: tuple[str, ...]
    customer: str | None = None
    site: str | None = None
    device_class: str | None = None
    contract: Contract | None = None
    provider: dict = field(default_factory=dict)
    credentials_declared_missing: bool = False
    collector: str = "auto"
    problems: list[str] = field(default_factory=list)


def read_host(name: str, groups: Collection[str], customers: Collection[str], variables: Variables) -> Host:
    """Never raises for what the inventory says: what cannot be used is in `problems`, and a customer or contract is then None."""
    host = Host(name=name, groups=tuple(groups))

    def read(work: Callable[[], Any], default: Any) -> Any:
        try:
            return work()
        except InputError as error:
            host.problems.extend(map(str, error.errors))
            return default

    host.customer = read(lambda: resolve_customer(variables.get("maintenance_customer"), groups, customers), None)
    host.site = read(lambda: variables.text("maintenance_site", ""), "")[:255] or None
    host.device_class = read(lambda: variables.one_of("maintenance_device_class", DEVICE_CLASSES, None), None)
    host.collector = read(lambda: variables.one_of("maintenance_collector", COLLECTORS, "auto"), "auto")
    host.credentials_declared_missing = read(lambda: str(variables.get("maintenance_credentials", "")).lower(), "") == NO_CREDENTIALS
    host.provider = read(lambda: load_provider(variables.get("maintenance_provider", {})), {})
    where = f"maintenance_contract of {host.customer or name}"
    contract = read(lambda: load_contract(variables.get("maintenance_contract"), where), None)
    host.contract = None if host.customer is None or host.problems else contract
    return host
