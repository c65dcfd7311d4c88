# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""macOS's resolvers, from `scutil --dns`."""

from __future__ import annotations

import re

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.resolvers.model import DEFAULT, ROUTED, Resolver
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.resolvers.server_address import DNS_PORT, read_server

_SETTING = re.compile(r"\s*([a-z_]+(?: domain)?)\s*(?:\[[0-9]+\])?\s*:\s*(\S.*)")
_INTERFACE = re.compile(r"[0-9]+ \(([^()]{1,64})\)")


class _Block:
    """One `resolver #n`."""

    def __init__(self, scoped: bool) -> None:
        self.scoped = scoped
        self.servers: list[str] = []
        self.domain = ""
        self.port = ""
        self.interface: str | None = None
        self.multicast = False


def _blocks(text: str) -> list[_Block]:
    found: list[_Block] = []
    scoped = False
    for line in text.splitlines():
        if line.startswith("DNS configuration"):
            scoped = "scoped" in line
        elif line.startswith("resolver #"):
            found.append(_Block(scoped))
        elif found:
            _take(found[-1], line)
    return found


def _take(block: _Block, line: str) -> None:
    setting = _SETTING.fullmatch(line)
    if setting is None:
        return
    name, value = setting.group(1), setting.group(2).strip()
    if name == "nameserver":
        block.servers.append(value)
    elif name == "domain":
        block.domain = value.rstrip(".")
    elif name == "port":
        block.port = value
    elif name == "options":
        block.multicast = "mdns" in value
    elif name == "if_index":
        interface = _INTERFACE.fullmatch(value)
        block.interface = interface.group(1) if interface else None


def scutil_resolvers(text: str) -> list[Resolver]:
    """Return the resolvers; those for one domain, and those only for what is bound to one interface, are routed."""
    found: list[Resolver] = []
    for block in sorted(_blocks(text), key=lambda block: block.scoped):
        if block.multicast:
            continue
        for server in filter(None, map(read_server, block.servers)):
            port = int(block.port) if block.port.isdecimal() and len(block.port) < 6 and 0 < int(block.port) < 65536 else server[1]
            scope = ROUTED if block.domain or block.scoped else DEFAULT
            domains = (block.domain,) if block.domain else ()
            known = [entry for entry in found if (entry.address, entry.port) == (server[0], port)]
            # The same server again for what is bound to an interface says nothing new.
            if not (known and block.scoped):
                found.append(Resolver(server[0], port or DNS_PORT, scope, "scutil", domains, block.interface))
    return found
