# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What of a host's variables concerns its contract."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.validate import schema

CUSTOMER = "maintenance_customer"
CONTRACT = "maintenance_contract"
PROVIDER = "maintenance_provider"
REQUIREMENTS = "maintenance_requirements"
CATALOGUES = "maintenance_catalogues"
ENDPOINTS = "maintenance_endpoints"


def own_variables() -> tuple[str, ...]:
    """Variables that a host may have for itself."""
    return (CUSTOMER, *schema("host_variables")["properties"])


def shared_variables() -> tuple[str, ...]:
    """Variables that a customer's hosts, or all hosts, have in common."""
    return (CONTRACT, PROVIDER, REQUIREMENTS, CATALOGUES, ENDPOINTS, *schema("settings")["properties"])


@dataclass(frozen=True)
class HostEntry:
    """One host of the inventory: its groups, the variables above as far as it has them, and those that cannot be resolved, with the reason."""

    name: str
    groups: tuple[str, ...]
    variables: Mapping[str, object]
    unresolved: Mapping[str, str] = field(default_factory=dict)
