# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Endpoints as the catalogue knows them: what must be reachable, and how sure we are of it."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import asdict, dataclass

PRODUCTS = {"endpoints.teamviewer": "teamviewer", "endpoints.atera": "atera"}
"""The requirements that concern one product only."""


@dataclass(frozen=True)
class EndpointEntry:
    """Names that share a pattern, ports and a source.

    `pattern` is what a firewall rule would say (`router*.teamviewer.com`); `names` are the concrete ones that are probed. `ports` are pairs
    of number and protocol (`tcp`, `udp`, `tls`) in the order of preference; `confidence` is `vendor`, `community` or `unconfirmed`, and
    `date` (ISO) when the source was read.
    """

    pattern: str
    names: tuple[str, ...]
    ports: tuple[tuple[int, str], ...]
    required: bool
    confidence: str
    source: str
    date: str

    def judged(self, protocol: str) -> bool:
        """What is not required informs only, UDP and patterns without a name too."""
        return self.required and bool(self.names) and protocol != "udp"


@dataclass(frozen=True)
class EndpointGroup:
    """Entries that together serve one purpose.

    `semantics`: `all` (every port of every name), `any_port` (one port of every name) or `any` (one port of one name).
    """

    id: str
    requirement: str
    semantics: str
    entries: tuple[EndpointEntry, ...]

    @property
    def product(self) -> str | None:
        """The product that the group is needed for, None where it is needed whatever the contract says."""
        return PRODUCTS.get(self.requirement)


@dataclass(frozen=True)
class EndpointCatalogue:
    """All groups, in the order of the catalogues they came from."""

    groups: tuple[EndpointGroup, ...] = ()

    def for_requirement(self, requirement: str) -> tuple[EndpointGroup, ...]:
        return tuple(group for group in self.groups if group.requirement == requirement)

    def for_products(self, products: Collection[str]) -> EndpointCatalogue:
        """Without the groups that only other products need."""
        return EndpointCatalogue(tuple(group for group in self.groups if group.product is None or group.product in products))

    def with_group(self, changed: EndpointGroup) -> EndpointCatalogue:
        """With that group in the place of the one that has its id, else at the end."""
        if changed.id not in [group.id for group in self.groups]:
            return EndpointCatalogue((*self.groups, changed))
        return EndpointCatalogue(tuple(changed if group.id == changed.id else group for group in self.groups))

    def to_json(self) -> str:
        """For `from_json`: what was loaded and checked once need not be parsed again for every host."""
        return json.dumps([asdict(group) for group in self.groups], separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> EndpointCatalogue:
        return cls(tuple(_group(**group) for group in json.loads(text)))


def endpoint_id(name: str, port: int, protocol: str, path: str = "") -> str:
    """The name under which an attempt is found again in an observation; `path` only with the protocol `http`."""
    return f"{name}:{port}/{protocol}{path}"


def _group(entries: list[dict], **group: str) -> EndpointGroup:
    return EndpointGroup(**group, entries=tuple(_entry(**entry) for entry in entries))


def _entry(names: list[str], ports: list[list], **entry) -> EndpointEntry:
    return EndpointEntry(**entry, names=tuple(names), ports=tuple((port, protocol) for port, protocol in ports))
