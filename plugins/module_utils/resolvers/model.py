# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""One resolver the machine is configured with."""

from __future__ import annotations

from typing import NamedTuple

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.hygiene.text import short, short_or_none

DEFAULT = "default"
ROUTED = "routed"
STUB = "stub"

DOMAINS_LIMIT = 50


class Resolver(NamedTuple):
    """`scope` is default, routed (for `domains` only) or stub (its upstreams are listed themselves)."""

    address: str
    port: int
    scope: str
    source: str
    domains: tuple[str, ...] = ()
    interface: str | None = None

    def observed(self) -> dict:
        """Return the resolver as the observation carries it."""
        entry = {
            "address": short(self.address),
            "port": self.port,
            "scope": self.scope,
            "source": self.source,
            "interface": short_or_none(self.interface),
        }
        if self.domains:
            entry["domains"] = [short(domain) for domain in self.domains[:DOMAINS_LIMIT]]
        return entry
