# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The lab's machines, lines and servers as data; read from ``data/topology.toml`` and ``data/vendors.toml``."""
from __future__ import annotations

import functools
import ipaddress
import itertools
import tomllib
from dataclasses import dataclass, field

from lab.paths import DATA, NAME


@dataclass(frozen=True)
class Line:
    """A network with a router at its first address."""

    net4: ipaddress.IPv4Network
    net6: ipaddress.IPv6Network

    @classmethod
    def parse(cls, net4: str, net6: str) -> Line:
        return cls(ipaddress.IPv4Network(net4), ipaddress.IPv6Network(net6))

    def address4(self, number: int) -> str:
        return str(self.net4[number])

    def address6(self, number: int) -> str:
        return str(self.net6[number])

    def interface4(self, number: int) -> str:
        return f"{self.net4[number]}/{self.net4.prefixlen}"

    def interface6(self, number: int) -> str:
        return f"{self.net6[number]}/{self.net6.prefixlen}"


@dataclass(frozen=True)
class Site:
    """Hosts of one customer behind one line; the namespace is the customer's router and firewall."""

    name: str
    customer: str
    site: str
    lan: Line
    wan: Line

    @property
    def namespace(self) -> str:
        return f"{NAME}-{self.name}"


@dataclass(frozen=True)
class Host:
    """A customer's machine."""

    name: str
    site: Site
    number: int
    device_class: str
    login: str
    authentication: str
    resolving: str
    sources: str

    @property
    def namespace(self) -> str:
        return f"{NAME}-{self.name}"

    @property
    def address4(self) -> str:
        return self.site.lan.address4(self.number)

    @property
    def address6(self) -> str:
        return self.site.lan.address6(self.number)


@dataclass(frozen=True)
class Account:
    """A login on the hosts; ``sudo`` is ``free``, ``password`` or ``none``."""

    name: str
    password: str
    sudo: str


@dataclass(frozen=True)
class Address:
    """One server's address pair."""

    address4: str
    address6: str | None


@dataclass(frozen=True)
class Proxy:
    """An HTTP proxy of the customer."""

    address4: str
    port: int
    user: str | None = None
    password: str | None = None

    @property
    def url(self) -> str:
        credentials = f"{self.user}:{self.password}@" if self.user else ""
        return f"http://{credentials}{self.address4}:{self.port}"


@dataclass(frozen=True)
class Service:
    """Vendors' servers of one kind."""

    name: str
    names: tuple[str, ...]
    tls: tuple[int, ...] = ()
    http: tuple[int, ...] = ()
    tcp: tuple[int, ...] = ()
    filtered: bool = False
    archive: bool = False
    files: tuple[str, ...] = ()
    console: tuple[str, ...] = ()
    redirects: dict[str, str] = field(default_factory=dict)
    answers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Topology:
    """All of it."""

    internet: dict
    control: dict
    resolvers: dict[str, Address]
    zones: dict[str, str]
    impostors: dict[str, Address]
    proxies: dict[str, Proxy]
    sites: tuple[Site, ...]
    hosts: tuple[Host, ...]
    accounts: dict[str, Account]
    services: tuple[Service, ...]
    vendors: dict[str, Address]

    def host(self, name: str) -> Host:
        return next(host for host in self.hosts if host.name == name)

    def site(self, name: str) -> Site:
        return next(site for site in self.sites if site.name == name)

    def hosts_of(self, site: Site) -> tuple[Host, ...]:
        return tuple(host for host in self.hosts if host.site == site)

    def service(self, name: str) -> Service:
        return next(service for service in self.services if service.name == name)

    @property
    def namespaces(self) -> tuple[str, ...]:
        return (
            self.internet["namespace"], self.control["namespace"],
            *(site.namespace for site in self.sites), *(host.namespace for host in self.hosts),
        )


@functools.cache
def topology() -> Topology:
    """The lab of this repository."""
    plan = tomllib.loads((DATA / "topology.toml").read_text("utf-8"))
    services = tuple(_service(entry) for entry in tomllib.loads((DATA / "vendors.toml").read_text("utf-8"))["service"])
    sites = {
        entry["name"]: Site(
            entry["name"], entry["customer"], entry["site"],
            Line.parse(entry["lan4"], entry["lan6"]), Line.parse(entry["wan4"], entry["wan6"]),
        )
        for entry in plan["site"]
    }
    return Topology(
        internet={**plan["internet"], "namespace": f"{NAME}-internet", "machine": "lab-internet"},
        control={**plan["control"], "namespace": f"{NAME}-control"},
        resolvers={name: Address(entry["address4"], entry["address6"]) for name, entry in plan["resolvers"].items()},
        zones={name: entry["kind"] for name, entry in plan["resolvers"].items() if "kind" in entry},
        impostors={name: Address(**entry) for name, entry in plan["impostors"].items()},
        proxies={name: Proxy(**entry) for name, entry in plan["proxies"].items()},
        sites=tuple(sites.values()),
        hosts=tuple(Host(**{**entry, "site": sites[entry["site"]]}) for entry in plan["host"]),
        accounts={name: Account(name=name, **entry) for name, entry in plan["accounts"].items()},
        services=services,
        vendors=_vendor_addresses(services, Line.parse(plan["internet"]["vendors4"], plan["internet"]["vendors6"])),
    )


def _service(entry: dict) -> Service:
    return Service(**{key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()})


def _vendor_addresses(services: tuple[Service, ...], line: Line) -> dict[str, Address]:
    names = itertools.chain.from_iterable(service.names for service in services)
    return {name: Address(line.address4(number), line.address6(number)) for number, name in enumerate(names, start=1)}
