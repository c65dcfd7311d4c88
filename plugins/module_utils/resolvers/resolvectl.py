# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""systemd-resolved's servers of each link, from `resolvectl dns`, `resolvectl domain` and `resolvectl default-route`."""

from __future__ import annotations

import re
from typing import NamedTuple

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.resolvers.model import DEFAULT, ROUTED, Resolver
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.resolvers.server_address import read_server

GLOBAL = "Global"
EVERYTHING = "~."

_LINE = re.compile(r"(Global|Link [0-9]{1,10} \((?P<name>[^()]{1,64})\)):(?P<said>.*)")


class Link(NamedTuple):
    """What one link is told. `name` is None for what holds for all links; `default_route` None where it is not said."""

    name: str | None
    servers: tuple[tuple[str, int], ...]
    domains: tuple[str, ...]
    default_route: bool | None


def read_lines(text: str) -> dict[str | None, list[str]]:
    """Return the words said of each link, None for the global ones; long answers go on in indented lines."""
    said: dict[str | None, list[str]] = {}
    link: str | None = None
    known = False
    for line in text.splitlines():
        found = _LINE.fullmatch(line.rstrip())
        if found:
            link, known = found.group("name"), True
            said.setdefault(link, []).extend(found.group("said").split())
        elif known and line[:1] in (" ", "\t"):
            said[link].extend(line.split())
    return said


def links(dns: str, domain: str, default_route: str) -> list[Link]:
    """Return the links that have servers, from the output of the three commands."""
    domains, routes = read_lines(domain), read_lines(default_route)
    found = []
    for name, words in read_lines(dns).items():
        servers = tuple(filter(None, map(read_server, words)))
        if servers:
            yes_or_no = (routes.get(name) or [""])[0]
            found.append(Link(name, servers, tuple(domains.get(name, [])), {"yes": True, "no": False}.get(yes_or_no)))
    return found


def resolvers_of(found: list[Link]) -> list[Resolver]:
    """Return the links' servers with their scope, as systemd-resolved picks them (resolved.conf(5), systemd.network(5)).

    Names that match no domain of any link go to the links with `~.`; where there is none, to the global servers and
    every link that is a default route. Not said, a link is one unless it has a routing-only domain.
    """
    everything_is_routed = any(EVERYTHING in link.domains for link in found)
    return [
        Resolver(address, port, _scope(link, everything_is_routed), "systemd_resolved", _domains(link), link.name)
        for link in found
        for address, port in link.servers
    ]


def _scope(link: Link, everything_is_routed: bool) -> str:
    if everything_is_routed:
        return DEFAULT if EVERYTHING in link.domains else ROUTED
    if link.name is None:
        return DEFAULT
    takes_all = link.default_route
    if takes_all is None:
        takes_all = not any(domain.startswith("~") for domain in link.domains)
    return DEFAULT if takes_all else ROUTED


def _domains(link: Link) -> tuple[str, ...]:
    return tuple(domain.lstrip("~") or "." for domain in link.domains if domain != EVERYTHING)
