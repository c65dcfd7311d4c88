# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The machine that plays the internet: resolvers, vendors' servers, impostors and proxies, all as systemd services."""
from __future__ import annotations

from pathlib import Path

from lab import webservers, zones
from lab.certificates import Authority, Issued, service_certificates
from lab.machines import Machine
from lab.paths import RUN
from lab.topology import Proxy, Topology

_DNS_UNIT = """\
[Unit]
Description=Resolver %i of the lab
[Service]
Type=notify
User=unbound
AmbientCapabilities=CAP_NET_BIND_SERVICE
ExecStart=/usr/sbin/unbound -d -c /etc/lab/%i.conf
[Install]
WantedBy=multi-user.target
"""
_PROXY_UNIT = """\
[Unit]
Description=Proxy %i of the lab
[Service]
ExecStart=/usr/bin/tinyproxy -d -c /etc/lab/proxy-%i.conf
[Install]
WantedBy=multi-user.target
"""
_PROXY = """\
Port {port}
Listen {address4}
Timeout 60
MaxClients 200
LogLevel Connect
ConnectPort 443
"""

TRUST_ANCHOR = RUN / "lab-ca.pem"
FOREIGN_AUTHORITY = RUN / "authorities" / "foreign" / "root.pem"
"""Whose certificates the impostor `foreign` shows."""


def furnish(machine: Machine, plan: Topology) -> None:
    """Write everything its services need; the machine does not run yet. Leaves the trust anchor in the run folder."""
    machine.write("/etc/resolv.conf", f"nameserver {plan.resolvers['isp'].address4}\n")
    _resolvers(machine, plan)
    _certificates(machine, plan)
    machine.write("/etc/nginx/nginx.conf", webservers.settings(plan))
    machine.write("/etc/systemd/system/lab-proxy@.service", _PROXY_UNIT)
    for name, proxy in plan.proxies.items():
        machine.write(f"/etc/lab/proxy-{name}.conf", _proxy(proxy), 0o600)
        _enable(machine, f"lab-proxy@{name}.service", "lab-proxy@.service")


def _resolvers(machine: Machine, plan: Topology) -> None:
    machine.write("/etc/systemd/system/lab-dns@.service", _DNS_UNIT)
    for name in plan.zones:
        machine.write(f"/etc/lab/{name}.conf", zones.resolver_settings(plan, name))
        zone = zones.zone(plan, name)
        if zone:
            machine.write(f"/etc/lab/{name}.zone", zone)
        _enable(machine, f"lab-dns@{name}.service", "lab-dns@.service")


def _certificates(machine: Machine, plan: Topology) -> None:
    ours = Authority(RUN / "authorities" / "lab", "Lab of Remote Maintenance")
    foreign = Authority(RUN / "authorities" / "foreign", "Gateway Inspection")
    TRUST_ANCHOR.write_bytes(ours.root.chain.read_bytes())
    _keep(machine, "vendors", service_certificates(ours, plan.services))
    _keep(machine, "foreign", service_certificates(foreign, plan.services))
    _keep(machine, "expired", {
        service: Authority.server(ours, f"expired-{service}", plan.service(service).names, expired=True)
        for service in (each.name for each in plan.services if each.tls)
    })
    _keep(machine, "wrong_name", {"wrong-name": ours.server("wrong-name", ("shop.ein-anderer-name.net",))})
    unknown = {"foreign": foreign.server("unknown", ("gateway.lan",)), "expired": ours.server("unknown", ("unknown.lan",), expired=True)}
    for folder, issued in unknown.items():
        _keep(machine, folder, {"unknown": issued})


def _keep(machine: Machine, folder: str, certificates: dict[str, Issued]) -> None:
    """Readable for nginx' workers: where a name chooses the certificate, they load it at each handshake."""
    for name, issued in certificates.items():
        for kind, path in (("pem", issued.chain), ("key", issued.key)):
            machine.write(f"{webservers.CERTIFICATES}/{folder}/{name}.{kind}", Path(path).read_bytes())


def _proxy(proxy: Proxy) -> str:
    text = _PROXY.format(port=proxy.port, address4=proxy.address4)
    return text + (f"BasicAuth {proxy.user} {proxy.password}\n" if proxy.user else "")


def _enable(machine: Machine, unit: str, file: str) -> None:
    link = machine.path(f"/etc/systemd/system/multi-user.target.wants/{unit}")
    link.parent.mkdir(parents=True, exist_ok=True)
    link.symlink_to(f"/etc/systemd/system/{file}")
