# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The lab's lines: who is connected to whom, with which addresses and routes."""
from __future__ import annotations

import contextlib
from collections.abc import Iterator

from lab import namespaces
from lab.commands import run
from lab.topology import Address, Host, Line, Site, Topology

LAN = "lan"
WAN = "wan"
HOST_INTERFACE = "eth0"
TUNNEL = "vpn0"

_TUNNEL = Line.parse("10.77.0.0/30", "fd77::/64")

_ROUTER = {
    "net/ipv4/ip_forward": "1",
    "net/ipv6/conf/all/forwarding": "1",
}
_EVERYWHERE = {
    "net/ipv6/conf/all/accept_dad": "0",
    "net/ipv6/conf/default/accept_dad": "0",
    "net/ipv6/conf/default/accept_ra": "0",
    # Tests open thousands of connections; ports of closed ones must not run out.
    "net/ipv4/tcp_tw_reuse": "1",
}
# What never answers is an address that exists and is silent; without a rule the kernel would refuse at once.
_SILENT = """
table inet lab_silent {{
  chain input {{
    type filter hook input priority -10; policy accept;
    ip daddr {address4} drop
    ip6 daddr {address6} drop
  }}
}}
"""


def build(plan: Topology) -> None:
    """Make the namespaces and connect them. Nothing is ever in the machine's own network namespace."""
    namespaces.add(plan.namespaces)
    for namespace in plan.namespaces:
        _configure(namespace, ["link set lo up"], _EVERYWHERE)
    _internet(plan)
    _control(plan)
    for number, site in enumerate(plan.sites):
        _site(plan, site, f"site{number}")
        for host in plan.hosts_of(site):
            _host(plan, host)


def restore_host(plan: Topology, host: Host) -> None:
    """The host's addresses and routes as they were, whatever a scenario did to them."""
    _configure(host.namespace, [f"addr flush dev {HOST_INTERFACE}", f"link set {HOST_INTERFACE} up", *_host_addresses(plan, host)])


@contextlib.contextmanager
def tunnel(plan: Topology, host: Host, destination: str) -> Iterator[None]:
    """A second link of the host, as a VPN client makes it, over which that one address is reached."""
    router, internet = host.site.namespace, plan.internet["namespace"]
    _connect(router, TUNNEL, host.namespace, TUNNEL)
    _configure(router, [f"link set {TUNNEL} up", f"addr add {_TUNNEL.interface4(1)} dev {TUNNEL}"])
    _configure(host.namespace, [
        f"link set {TUNNEL} up", f"addr add {_TUNNEL.interface4(2)} dev {TUNNEL}", f"route add {destination} via {_TUNNEL.address4(1)}",
    ])
    _configure(internet, [f"route add {_TUNNEL.net4} via {host.site.wan.address4(2)}"])
    try:
        yield
    finally:
        _configure(internet, [f"route delete {_TUNNEL.net4}"])
        _configure(router, [f"link delete {TUNNEL}"])


def _internet(plan: Topology) -> None:
    namespace = plan.internet["namespace"]
    _configure(namespace, [line for address in _server_addresses(plan) for line in _loopback(address)], _ROUTER)
    dead = plan.resolvers["dead"]
    run(*namespaces.inside(namespace), "nft", "-f", "-", text=_SILENT.format(address4=dead.address4, address6=dead.address6))


def _server_addresses(plan: Topology) -> list[Address]:
    return [
        *plan.vendors.values(), *plan.resolvers.values(), *plan.impostors.values(),
        *(Address(proxy.address4, None) for proxy in plan.proxies.values()),
    ]


def _loopback(address: Address) -> list[str]:
    lines = [f"addr add {address.address4}/32 dev lo"]
    if address.address6:
        lines.append(f"addr add {address.address6}/128 dev lo nodad")
    return lines


def _control(plan: Topology) -> None:
    control = plan.control
    _connect(plan.internet["namespace"], "control", control["namespace"], HOST_INTERFACE)
    length4 = control["address4"].rpartition("/")[2]
    length6 = control["address6"].rpartition("/")[2]
    _configure(plan.internet["namespace"], [
        "link set control up",
        f"addr add {control['gateway4']}/{length4} dev control",
        f"addr add {control['gateway6']}/{length6} dev control nodad",
    ])
    _configure(control["namespace"], [
        f"link set {HOST_INTERFACE} up",
        f"addr add {control['address4']} dev {HOST_INTERFACE}",
        f"addr add {control['address6']} dev {HOST_INTERFACE} nodad",
        f"route add default via {control['gateway4']}",
        f"route add default via {control['gateway6']}",
    ])


def _site(plan: Topology, site: Site, interface: str) -> None:
    internet = plan.internet["namespace"]
    _connect(internet, interface, site.namespace, WAN)
    _configure(internet, [
        f"link set {interface} up",
        f"addr add {site.wan.interface4(1)} dev {interface}",
        f"addr add {site.wan.interface6(1)} dev {interface} nodad",
        f"route add {site.lan.net4} via {site.wan.address4(2)}",
        f"route add {site.lan.net6} via {site.wan.address6(2)}",
    ])
    _configure(site.namespace, [
        f"link set {WAN} up",
        f"addr add {site.wan.interface4(2)} dev {WAN}",
        f"addr add {site.wan.interface6(2)} dev {WAN} nodad",
        f"route add default via {site.wan.address4(1)}",
        f"route add default via {site.wan.address6(1)}",
        f"link add {LAN} type bridge",
        f"link set {LAN} up",
        f"addr add {site.lan.interface4(1)} dev {LAN}",
        f"addr add {site.lan.interface6(1)} dev {LAN} nodad",
    ], _ROUTER)


def _host(plan: Topology, host: Host) -> None:
    port = f"port{host.number}"
    _connect(host.site.namespace, port, host.namespace, HOST_INTERFACE)
    _configure(host.site.namespace, [f"link set {port} master {LAN}", f"link set {port} up"])
    _configure(host.namespace, [f"link set {HOST_INTERFACE} up", *_host_addresses(plan, host)])


def _host_addresses(plan: Topology, host: Host) -> list[str]:
    lan = host.site.lan
    control4 = plan.control["address4"].partition("/")[0]
    return [
        f"addr add {lan.interface4(host.number)} dev {HOST_INTERFACE}",
        f"addr add {lan.interface6(host.number)} dev {HOST_INTERFACE} nodad",
        f"route add default via {lan.address4(1)}",
        f"route add default via {lan.address6(1)}",
        # The provider's way in, which stays when a scenario takes the default route.
        f"route add {control4} via {lan.address4(1)}",
    ]


def _connect(one: str, interface: str, other: str, peer: str) -> None:
    run("ip", "link", "add", interface, "netns", one, "type", "veth", "peer", "name", peer, "netns", other)


def _configure(namespace: str, lines: list[str], settings: dict[str, str] | None = None) -> None:
    if settings:
        script = "".join(f"[ ! -e /proc/sys/{key} ] || echo {value} > /proc/sys/{key}\n" for key, value in settings.items())
        run(*namespaces.inside(namespace), "sh", text=script)
    run("ip", "-netns", namespace, "-batch", "-", text="".join(f"{line}\n" for line in lines))
