# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""From a report's hosts to what their firewall has to let out: only what is proven to be blocked, or everything the contract needs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from urllib.parse import urlsplit

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.catalogue.endpoints import PRODUCTS, EndpointCatalogue, EndpointEntry
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.firewall.rules import ANYWHERE, Demand, Rule, is_address, is_on_link, readable

TLS = "tls"
TCP = "tcp"
UDP = "udp"
HTTP_PORT, HTTPS_PORT, DNS_PORT = 80, 443, 53
DNS = "dns"
_SCHEMES = {"http": HTTP_PORT, "https": HTTPS_PORT, DNS: DNS_PORT}
_RESOLVERS = {"dns.udp": UDP, "dns.tcp": TCP}


def demand(hosts: Iterable[Mapping], catalogue: EndpointCatalogue, everything: bool = False, addresses: Mapping[str, str] | None = None) -> Demand:
    """`hosts` are those of report.json; `addresses`: host to address. `everything` asks for all the contract needs, else only for what is blocked."""
    gathered = _Gathered(catalogue, dict(addresses or {}))
    for host in hosts:
        for finding in host["findings"]:
            work = _NEEDED if everything else _BLOCKED
            for ask in work.get(finding["id"] if everything else finding["reason"], ()):
                if everything and finding["status"] == "not_applicable":
                    continue
                if not everything and finding["status"] != "unmet":
                    continue
                ask(gathered, finding, host["host"])
    return gathered.demand


class _Gathered:
    def __init__(self, catalogue: EndpointCatalogue, addresses: dict[str, str]) -> None:
        self.catalogue = catalogue
        self.catalogued: dict[str, list[Rule]] = {}
        self._rules: dict[tuple[str, str, int, str], Rule] = {}
        self.demand = Demand(addresses={host: address for host, address in addresses.items() if is_address(address)})

    def allow(self, rule: Rule, host: str) -> None:
        _add(self.demand.rules.setdefault(rule, []), host)

    def allow_place(self, purpose: str, place: object, port: int, protocol: str, host: str) -> None:
        """A place that a customer's machine, or a judgement of it, has named."""
        name = readable(place) if isinstance(place, str) else None
        if is_on_link(name or str(place)):
            return
        if name is not None and 0 < port < 65536:
            self.allow(self._known(purpose, name, port, protocol), host)
        elif str(place) not in self.demand.unreadable:
            self.demand.unreadable.append(str(place))

    def exempt(self, place: str, host: str) -> None:
        _add(self.demand.exemptions.setdefault(place, []), host)

    def _known(self, purpose: str, name: str, port: int, protocol: str) -> Rule:
        """With the concrete names that the catalogue has for the pattern."""
        key = (purpose, name, port, protocol)
        if key not in self._rules:
            self._rules[key] = self._made(*key)
        return self._rules[key]

    def _made(self, purpose: str, name: str, port: int, protocol: str) -> Rule:
        names: dict[str, None] = {}
        for group in self.catalogue.for_requirement(purpose):
            for entry in group.entries:
                if entry.pattern == name and any(number == port for number, _protocol in entry.ports):
                    names.update(dict.fromkeys(entry.names))
        return Rule(purpose, protocol, port, name, tuple(names) if "*" in name else ())


def _rules(gathered: _Gathered, finding: Mapping, host: str) -> None:
    for place in _texts(finding["data"].get("rules")):
        name, _colon, port = place.rpartition(":")
        gathered.allow_place(finding["id"], name, int(port) if port.isascii() and port.isdigit() else 0, TCP, host)


def _exemptions(gathered: _Gathered, finding: Mapping, host: str) -> None:
    places = _texts(finding["data"].get("rules")) or _texts([finding["data"].get("endpoint")])
    for place in places:
        gathered.exempt(place, host)


def _internet(port: int) -> Callable[[_Gathered, Mapping, str], None]:
    def ask(gathered: _Gathered, finding: Mapping, host: str) -> None:
        gathered.allow(Rule(finding["id"], TCP, port, ANYWHERE), host)

    return ask


def _update_hosts(gathered: _Gathered, finding: Mapping, host: str) -> None:
    for name in _texts(finding["data"].get("hosts")):
        for port in (HTTP_PORT, HTTPS_PORT):
            gathered.allow_place(finding["id"], name, port, TCP, host)


def _resolvers(key: str) -> Callable[[_Gathered, Mapping, str], None]:
    """Resolvers are named as the judge names them, `address:port`."""

    def ask(gathered: _Gathered, finding: Mapping, host: str) -> None:
        for resolver in _texts(finding["data"].get(key)):
            name, port = _place(f"{DNS}://{resolver}")
            gathered.allow_place(finding["id"], name, port, _RESOLVERS[finding["id"]], host)

    return ask


def _link(gathered: _Gathered, finding: Mapping, host: str) -> None:
    for url in _texts([finding["data"].get("url")]):
        name, port = _place(url)
        gathered.allow_place(finding["id"], name, port, TCP, host)


def _sources(gathered: _Gathered, finding: Mapping, host: str) -> None:
    for url in _texts(finding["data"].get("sources")):
        name, port = _place(url)
        gathered.allow_place(finding["id"], name, port, TCP, host)
    _update_hosts(gathered, finding, host)


def _catalogued(gathered: _Gathered, finding: Mapping, host: str) -> None:
    requirement = finding["id"]
    if requirement not in gathered.catalogued:
        entries = [entry for group in gathered.catalogue.for_requirement(requirement) for entry in group.entries]
        rules = [rule for entry in entries for port, protocol in entry.ports for rule in _of_entry(requirement, entry, port, protocol)]
        gathered.catalogued[requirement] = list(dict.fromkeys(rules))
    for rule in gathered.catalogued[requirement]:
        gathered.allow(rule, host)


def _of_entry(purpose: str, entry: EndpointEntry, port: int, protocol: str) -> Iterator[Rule]:
    pattern = readable(entry.pattern)
    if pattern is not None:
        yield Rule(purpose, UDP if protocol == UDP else TCP, port, pattern, entry.names if "*" in pattern else (), entry.required and protocol != UDP)


def _add(hosts: list[str], host: str) -> None:
    """Once: all that a host asks for comes in one go."""
    if hosts[-1:] != [host]:
        hosts.append(host)


def _place(url: str) -> tuple[str, int]:
    """Name and port of a URL; no name where it is none."""
    try:
        parts = urlsplit(url)
        return parts.hostname or "", parts.port or _SCHEMES.get(parts.scheme, 0)
    except ValueError:
        return url, 0


def _texts(value: object) -> list[str]:
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


# By reason: only what the judge has proven to be blocked at the device while it works from the control node.
_BLOCKED = {
    "endpoints_blocked": (_rules,),
    "endpoints_wrong_peer": (_exemptions,),
    "http_blocked": (_internet(HTTP_PORT),),
    "https_blocked": (_internet(HTTPS_PORT),),
    "https_intercepted": (_exemptions,),
    "updates_blocked": (_update_hosts,),
    "dns_udp_silent": (_resolvers("silent"),),
    "dns_tcp_silent": (_resolvers("silent"),),
    "attended_link_blocked": (_link,),
}
# By requirement: all that the contract asks for.
_NEEDED = {
    "internet.http": (_internet(HTTP_PORT),),
    "internet.https": (_internet(HTTPS_PORT),),
    "dns.udp": (_resolvers("resolvers"),),
    "dns.tcp": (_resolvers("resolvers"),),
    "updates.source": (_sources,),
    "client.attended": (_link,),
    **{requirement: (_catalogued,) for requirement in PRODUCTS},
}
