# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything that is known of one host when it is judged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.access.status import INSUFFICIENT
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.attempts import Attempts
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.names import Names
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.replies import Replies

if TYPE_CHECKING:
    from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.access.status import Access
    from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.catalogue.endpoints import EndpointCatalogue
    from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.contract.model import Contract
    from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.plan.settings import Settings
    from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.tls.authorities import Authorities


@dataclass(frozen=True)
class Case:
    """One host before the judge: what the contract says, what was seen, and what the same probe saw from the control node.

    `contract` is None where it could not be read (every finding is then `contract_invalid`); `site` is the name of the
    hosts' common line; `device_class` is `server`, `workstation` or `network_device`, None where it was not given.
    `observation` follows schemas/observation.json or is None; its content comes from the customer's machine and is not
    trusted. `reference` has `attempts(endpoint_id)`, `answers(query_id)` (entries as in an observation), `certificates`
    and `online`. `catalogue` is the effective one, `plan` what the probe was asked, `settings` what answers are held
    against, `authorities` whom the control node trusts (None: nobody is known; chains that differ stay unclear).
    `now` is aware and in UTC. `products` is the catalogue of remote access products, `console` what a vendor's cloud or
    our own register of enrolments says of this host; both None where there are none.
    """

    host: str
    groups: tuple[str, ...]
    customer: str | None
    site: str | None
    device_class: str | None
    contract: Contract | None
    provider: Mapping
    access: Access
    observation: Mapping | None
    reference: Any
    catalogue: EndpointCatalogue
    plan: Mapping
    settings: Settings
    now: datetime
    authorities: Authorities | None = None
    products: Any = None
    console: Mapping | None = None

    @cached_property
    def attempts(self) -> Attempts:
        """What was tried at endpoints, judged attempt by attempt."""
        return Attempts(self)

    @cached_property
    def replies(self) -> Replies:
        """What resolvers replied."""
        return Replies(self)

    @cached_property
    def names(self) -> Names:
        """What resolvers make of names."""
        return Names(self)

    @property
    def limited(self) -> bool:
        """Seen with an ordinary account only."""
        if self.access.status == INSUFFICIENT:
            return True
        return self.observation is not None and (self.observation.get("privilege") or {}).get("administrative") is False
