# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Endpoints as the catalogue knows them: what must be reachable, and how sure we are of it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class EndpointEntry:
    """Names that share a pattern, ports and a source.

    ``pattern`` is what a firewall rule would say (``router*.teamviewer.com``); ``names`` are the concrete ones that are probed.
    """

    pattern: str
    names: tuple[str, ...]
    ports: tuple[tuple[int, str], ...]  # (port, protocol: tcp | udp | tls)
    required: bool
    confidence: str  # vendor | community | unconfirmed
    source: str
    date: str  # ISO, when the source was read

    def judged(self, protocol: str) -> bool:
        """UDP informs only; so does an entry without a concrete name."""
        return self.required and bool(self.names) and protocol != "udp"

    def endpoint_ids(self) -> tuple[str, ...]:
        """``name:port/protocol`` of all that is probed, in the catalogue's order."""
        return tuple(endpoint_id(name, port, protocol) for name in self.names for port, protocol in self.ports)


@dataclass(frozen=True)
class EndpointGroup:
    """Entries that together serve one purpose of one product."""

    id: str
    requirement: str
    product: str | None
    semantics: str  # all: every port of every name | any_port: one port of every name | any: one port of one name
    entries: tuple[EndpointEntry, ...]


@dataclass(frozen=True)
class EndpointCatalogue:
    """All groups, in the order of the catalogues they came from."""

    groups: tuple[EndpointGroup, ...] = ()

    def for_requirement(self, requirement: str) -> tuple[EndpointGroup, ...]:
        return tuple(group for group in self.groups if group.requirement == requirement)


def endpoint_id(name: str, port: int, protocol: str, path: str = "") -> str:
    """The name under which an attempt is found again in an observation; ``path`` for protocol ``http`` only."""
    return f"{name}:{port}/{protocol}{path}"
