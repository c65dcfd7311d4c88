# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the lab's resolvers know: zone files, and the settings of one unbound for each resolver."""
from __future__ import annotations

from lab.topology import Address, Topology

INTERNAL_ZONE = "nordwind.internal"
INTERNAL_NAME = f"intranet.{INTERNAL_ZONE}"
INTERNAL_ADDRESS = "192.168.10.5"

_SINKS = {"zero": Address("0.0.0.0", "::"), "private": Address("192.168.10.200", "fd00::200")}

_UNBOUND = """\
server:
  directory: "/etc/unbound"
  chroot: ""
  username: ""
  pidfile: ""
  do-daemonize: no
  use-syslog: no
  logfile: ""
  num-threads: 1
  interface: {address4}
  interface: {address6}
  module-config: "iterator"
  auto-trust-anchor-file: ""
"""
_FROM_ZONE = """\
  access-control: 0.0.0.0/0 allow
  access-control: ::/0 allow
auth-zone:
  name: "."
  zonefile: "/etc/lab/{name}.zone"
  for-downstream: no
  for-upstream: yes
  fallback-enabled: no
remote-control:
  control-enable: no
"""
_INTERNAL = f"""\
  access-control: 0.0.0.0/0 allow
  access-control: ::/0 allow
  local-zone: "." refuse
  local-zone: "{INTERNAL_ZONE}." static
  local-data: "{INTERNAL_NAME}. 60 IN A {INTERNAL_ADDRESS}"
remote-control:
  control-enable: no
"""
_REFUSED = """\
  access-control: 0.0.0.0/0 refuse
  access-control: ::/0 refuse
remote-control:
  control-enable: no
"""


def resolver_settings(plan: Topology, name: str) -> str:
    """unbound.conf of that resolver."""
    address = plan.resolvers[name]
    rest = {"internal": _INTERNAL, "refused": _REFUSED}.get(plan.zones[name], _FROM_ZONE.format(name=name))
    return _UNBOUND.format(address4=address.address4, address6=address.address6) + rest


def zone(plan: Topology, name: str) -> str | None:
    """The zone file of that resolver: the whole name space as it sees it. None where it needs none."""
    kind = plan.zones[name]
    if kind in ("internal", "refused"):
        return None
    addresses = dict(plan.vendors)
    if kind in _SINKS:
        filtered = [each for service in plan.services if service.filtered for each in service.names]
        addresses.update(dict.fromkeys(filtered, _SINKS[kind]))
    if kind == "hijacking":
        addresses.update(dict.fromkeys(_wildcards(plan), plan.impostors["portal"]))
    records = [". 60 IN SOA ns.lab. hostmaster.lab. 1 3600 600 86400 60", ". 60 IN NS ns.lab.", f"ns.lab. 60 IN A {plan.resolvers[name].address4}"]
    for label, address in addresses.items():
        records.append(f"{label}. 60 IN A {address.address4}")
        records.append(f"{label}. 60 IN AAAA {address.address6}")
    return "".join(f"{record}\n" for record in records)


def _wildcards(plan: Topology) -> list[str]:
    """A wildcard holds only below the nearest name that exists, so there is one below each."""
    parents = {"lab"}
    for name in plan.vendors:
        labels = name.removeprefix("*.").split(".")
        parents.update(".".join(labels[start:]) for start in range(len(labels)))
    taken = set(plan.vendors)
    return ["*", *(f"*.{parent}" for parent in sorted(parents) if f"*.{parent}" not in taken)]
