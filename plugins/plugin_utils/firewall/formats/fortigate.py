# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""FortiGate's command line: addresses of type fqdn, which know `*.domain` since FortiOS 6.2.2, services and policies.

Policies stand on interface `any` until somebody who knows the network says better, and are disabled where a host's address is not known. IPv6 addresses
are left to the administrator.
"""

from __future__ import annotations

from collections.abc import Iterable

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.firewall.formats.words import plain, remark
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.firewall.rules import (
    Batch,
    Demand,
    batches,
    free_label,
    is_address,
    split_addresses,
)
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.texts.texts import Texts

RULES = "fortigate.conf"
PREFIX = "rm-"
_LONGEST_NAME = 60  # of an address; FortiOS allows 79
_LONGEST_POLICY = 35
_EVERYTHING, _NOTHING = '"all"', '"none"'


def render(demand: Demand, texts: Texts) -> dict[str, bytes]:
    joined = batches(demand)
    lines = ["# " + remark(texts.say("firewall.fortigate_about"))]
    for batch in joined:
        lines += _remarks(batch, demand, texts)
    names = _Names()
    places = dict.fromkeys(place for batch in joined for place in (*_sources(batch, demand), *_targets(batch)))
    lines += ["config firewall address", *_addresses(places, names), "end", "config firewall service custom"]
    for protocol, port in dict.fromkeys((batch.protocol, batch.port) for batch in joined):
        lines += [f'    edit "{_service(protocol, port)}"', f"        set {protocol}-portrange {port}", "    next"]
    lines += ["end", "config firewall policy"]
    for number, batch in enumerate(joined, start=1):
        lines += _policy(number, batch, demand, names)
    lines += ["end", ""]
    return {RULES: "\n".join(lines).encode("ascii")}


class _Names:
    """Places by the names of their objects, each of which stands for one place only."""

    def __init__(self) -> None:
        self._by_place: dict[str, str] = {}
        self._taken: set[str] = set()

    def of(self, place: str) -> str:
        if place not in self._by_place:
            wanted = PREFIX + plain(place.replace("*", "any").replace(":", "-"), _LONGEST_NAME)
            self._by_place[place] = free_label(wanted, self._taken)
        return self._by_place[place]


def _addresses(places: Iterable[str], names: _Names) -> list[str]:
    lines = []
    for place in places:
        setting = [f"set subnet {place} 255.255.255.255"] if is_address(place) else ["set type fqdn", f'set fqdn "{place}"']
        lines += [f'    edit "{names.of(place)}"', *(f"        {line}" for line in setting), "    next"]
    return lines


def _policy(number: int, batch: Batch, demand: Demand, names: _Names) -> list[str]:
    sources, targets = _sources(batch, demand), _targets(batch)
    lines = [
        "    edit 0",
        f'        set name "{plain(f"{PREFIX}{number} {batch.label}", _LONGEST_POLICY)}"',
        '        set srcintf "any"',
        '        set dstintf "any"',
        f"        set srcaddr {_listed(sources, names)}",
        f"        set dstaddr {_EVERYTHING if batch.anywhere else _listed(targets, names)}",
        "        set action accept",
        '        set schedule "always"',
        f'        set service "{_service(batch.protocol, batch.port)}"',
    ]
    if not sources or not (batch.anywhere or targets):
        lines.append("        set status disable")
    return [*lines, "    next"]


def _remarks(batch: Batch, demand: Demand, texts: Texts) -> list[str]:
    """What the administrator has to add by hand."""
    said = [texts.say("firewall.widened", patterns=pattern) for pattern in batch.widened(suffixes=True)]
    sources = _sources(batch, demand)
    unknown = [host for host in batch.hosts if demand.addresses.get(host) not in sources]
    if unknown:
        said.append(texts.say("firewall.addresses_missing", hosts=texts.values.write(unknown)))
    six = split_addresses(batch.destinations(suffixes=True))[1]
    if six:
        said.append(texts.say("firewall.ipv6_by_hand", addresses=texts.values.write(six)))
    return ["# " + remark(line) for line in said]


def _sources(batch: Batch, demand: Demand) -> list[str]:
    return split_addresses(dict.fromkeys(demand.addresses[host] for host in batch.hosts if host in demand.addresses))[0]


def _targets(batch: Batch) -> list[str]:
    four, _six, names = split_addresses(batch.destinations(suffixes=True))
    return [*names, *four]


def _listed(places: list[str], names: _Names) -> str:
    return " ".join(f'"{names.of(place)}"' for place in places) or _NOTHING


def _service(protocol: str, port: int) -> str:
    return f"{PREFIX}{protocol}-{port}"
