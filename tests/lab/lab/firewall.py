# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What firewalls do: at a customer's site, at the provider's control node, or in the internet for everybody.

Every primitive is a context manager with an nftables table of its own: any number of them hold at the same time, and leaving
one takes away exactly what it brought.
"""
from __future__ import annotations

import contextlib
import dataclasses
import ipaddress
import itertools
import json
from collections.abc import Iterable, Iterator

from lab import namespaces
from lab.commands import run
from lab.network import HOST_INTERFACE, LAN
from lab.topology import Address, Host, Proxy, Site, Topology

PREFIX = "lab_change_"
_number = itertools.count(1)

_DROP = {"tcp": "drop", "udp": "drop"}
_REJECT = {"tcp": "reject with tcp reset", "udp": "reject with icmpx type port-unreachable"}


class Firewall:
    """The firewall of one namespace. Only new connections are looked at: whoever is logged in stays so (except ``cut``)."""

    def __init__(self, plan: Topology, namespace: str, filters: tuple[str, ...], translates: str, incoming: str, gateway: str = "") -> None:
        self._plan = plan
        self._namespace = namespace
        self._filters = filters
        self._translates = translates
        self._incoming = incoming
        self._gateway = gateway

    @classmethod
    def of_site(cls, plan: Topology, site: Site) -> Firewall:
        """The customer's: judges what comes from the site's devices."""
        return cls(plan, site.namespace, ("forward",), "prerouting", f'iifname "{LAN}"', site.lan.address4(1))

    @classmethod
    def of_host(cls, plan: Topology, host: Host) -> Firewall:
        """The customer's, for what comes from that one host (told by its network card)."""
        card = json.loads(run("ip", "-netns", host.namespace, "-json", "link", "show", HOST_INTERFACE))[0]["address"]
        site = host.site
        return cls(plan, site.namespace, ("forward",), "prerouting", f'iifname "{LAN}" ether saddr {card}', site.lan.address4(1))

    @classmethod
    def of_internet(cls, plan: Topology) -> Firewall:
        """Nobody's: what it blocks is gone for everybody, the control node included."""
        return cls(plan, plan.internet["namespace"], ("input", "forward"), "prerouting", 'iifname != "lo"')

    @classmethod
    def of_control(cls, plan: Topology) -> Firewall:
        """The provider's own line: judges what the control node sends."""
        return cls(plan, plan.control["namespace"], ("output",), "output", 'oifname != "lo"')

    def drop(self, tcp: Iterable[int] = (), udp: Iterable[int] = (), to: Iterable[str] = ()) -> contextlib.AbstractContextManager[None]:
        """Say nothing to those ports (a timeout), of all addresses or of those ``to`` names (vendors' names or addresses)."""
        return self._block(_DROP, tcp, udp, to)

    def reject(self, tcp: Iterable[int] = (), udp: Iterable[int] = (), to: Iterable[str] = ()) -> contextlib.AbstractContextManager[None]:
        """Refuse them: TCP by a reset, UDP by an ICMP error."""
        return self._block(_REJECT, tcp, udp, to)

    def drop_hosts(self, *names: str) -> contextlib.AbstractContextManager[None]:
        """Nothing gets to those vendors' names or addresses, whatever the port."""
        return self._filter([f"{self._incoming} ct state new {match} drop" for match in self._destinations(names)])

    def drop_ipv6(self) -> contextlib.AbstractContextManager[None]:
        """IPv6 is configured and goes nowhere."""
        return self._filter([f"{self._incoming} meta nfproto ipv6 drop"])

    def drop_internet(self) -> contextlib.AbstractContextManager[None]:
        """Nothing new gets out; the way between the control node and the sites stays open."""
        inside = [f"ip daddr {site.lan.net4} accept" for site in self._plan.sites]
        inside.append(f"ip daddr {self._plan.control['address4'].partition('/')[0]} accept")
        return self._filter([*(f"{self._incoming} {rule}" for rule in inside), f"{self._incoming} ct state new drop"])

    def cut(self) -> contextlib.AbstractContextManager[None]:
        """The line is dead in both directions, for what is under way as well."""
        return self._filter(["drop"])

    def proxy_only(self, proxy: Proxy, dns: bool = True) -> contextlib.AbstractContextManager[None]:
        """The site's router offers the proxy at its own address (``proxy_url``), and lets nothing else out but DNS, if wanted."""
        allowed = [f"{self._incoming} meta l4proto {{ tcp, udp }} th dport 53 accept"] if dns else []
        return self._change(
            filters=[f"{self._incoming} ct status dnat accept", *allowed, f"{self._incoming} ct state new drop"],
            translations=[f"{self._incoming} fib daddr type local tcp dport {proxy.port} dnat ip to {proxy.address4}:{proxy.port}"],
        )

    def proxy_url(self, proxy: Proxy) -> str:
        """Where the site's devices reach the proxy while ``proxy_only`` holds."""
        return dataclasses.replace(proxy, address4=self._gateway).url

    def redirect(
        self, impostor: Address, tcp: Iterable[int] = (), udp: Iterable[int] = (), to: Iterable[str] = ()
    ) -> contextlib.AbstractContextManager[None]:
        """Whoever calls those ports gets the impostor, and does not know."""
        rules = []
        for protocol, ports in (("tcp", tuple(tcp)), ("udp", tuple(udp))):
            if not ports:
                continue
            for match in self._destinations(to) or ("meta nfproto ipv4", "meta nfproto ipv6"):
                six = match.startswith(("ip6", "meta nfproto ipv6"))
                target = f"dnat ip6 to {impostor.address6}" if six else f"dnat ip to {impostor.address4}"
                rules.append(f"{self._incoming} {match} {protocol} dport {_set(ports)} {target}")
        return self._change(translations=rules)

    def captive_portal(self) -> contextlib.AbstractContextManager[None]:
        """HTTP is answered by a portal's redirect; everything else passes."""
        return self.redirect(self._plan.impostors["portal"], tcp=(80,))

    def intercept_tls(self, impostor: str = "foreign", names: Iterable[str] = ()) -> contextlib.AbstractContextManager[None]:
        """443 (of those names, or of all) is answered by ``foreign``, ``expired`` or ``wrong_name`` of the topology's impostors."""
        return self.redirect(self._plan.impostors[impostor], tcp=(443,), to=names)

    def hijack_dns(self, resolver: str = "hijacking") -> contextlib.AbstractContextManager[None]:
        """Whichever resolver a device asks, that one of the topology answers."""
        return self.redirect(self._plan.resolvers[resolver], tcp=(53,), udp=(53,))

    def _block(
        self, verdicts: dict[str, str], tcp: Iterable[int], udp: Iterable[int], to: Iterable[str]
    ) -> contextlib.AbstractContextManager[None]:
        return self._filter([
            f"{self._incoming} ct state new {match} {protocol} dport {_set(ports)} {verdicts[protocol]}"
            for protocol, ports in (("tcp", tuple(tcp)), ("udp", tuple(udp))) if ports
            for match in self._destinations(to) or ("",)
        ])

    def _destinations(self, names: Iterable[str]) -> tuple[str, ...]:
        """nftables' matches for vendors' names and plain addresses."""
        four: list[str] = []
        six: list[str] = []
        for name in names:
            known = self._plan.vendors.get(name)
            if known:
                four.append(known.address4)
                six.append(known.address6 or "")
            else:
                (four if ipaddress.ip_address(name).version == 4 else six).append(name)
        return tuple(f"{family} daddr {_set(addresses)}" for family, addresses in (("ip", four), ("ip6", six)) if addresses)

    def _filter(self, rules: list[str]) -> contextlib.AbstractContextManager[None]:
        return self._change(filters=rules)

    @contextlib.contextmanager
    def _change(self, filters: Iterable[str] = (), translations: Iterable[str] = ()) -> Iterator[None]:
        table = f"{PREFIX}{next(_number)}"
        chains = []
        filters, translations = list(filters), list(translations)
        if filters:
            chains += [_chain(hook, f"type filter hook {hook} priority 0; policy accept;", filters) for hook in self._filters]
        if translations:
            chains.append(_chain("translate", f"type nat hook {self._translates} priority -100; policy accept;", translations))
        self._nft(f"table inet {table} {{\n{''.join(chains)}}}\n")
        try:
            yield
        finally:
            self._nft(f"delete table inet {table}\n")

    def reset(self) -> None:
        """Take away what an aborted scenario left."""
        listed = run(*namespaces.inside(self._namespace), "nft", "list", "tables")
        for line in listed.splitlines():
            if PREFIX in line:
                self._nft(f"delete {line}\n")

    def _nft(self, text: str) -> None:
        run(*namespaces.inside(self._namespace), "nft", "-f", "-", text=text)


def _set(values: Iterable[object]) -> str:
    return "{ " + ", ".join(str(value) for value in values) + " }"


def _chain(name: str, head: str, rules: list[str]) -> str:
    return f"  chain {name} {{\n    {head}\n" + "".join(f"    {rule}\n" for rule in rules) + "  }\n"
