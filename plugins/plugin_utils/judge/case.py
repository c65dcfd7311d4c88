# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything that is known of one host when it is judged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.access.status import Access


@dataclass(frozen=True)
class Case:
    """One host before the judge: what the contract says, what was seen, and what the same probe saw from the control node.

    `contract` is None where the contract could not be read (every finding is then `contract_invalid`); `site` is the name
    of the hosts' common line; `device_class` is `server`, `workstation` or `network_device`, None where it was not given.
    `observation` follows schemas/observation.json or is None; its content comes from the customer's machine and is not trusted.
    `plan` is what the probe was asked, `settings` (plan/settings.py) what the answers are held against. `now` is aware and in UTC. `products` is the catalogue of remote access products,
    `console` what a vendor's cloud or our own register of enrolments says of this host; both None where there are none.
    """

    host: str
    groups: tuple[str, ...]
    customer: str | None
    site: str | None
    device_class: str | None
    contract: Any
    provider: Mapping
    access: Access
    observation: Mapping | None
    reference: Any
    catalogue: Any
    plan: Mapping
    settings: Any
    now: datetime
    products: Any = None
    console: Mapping | None = None
