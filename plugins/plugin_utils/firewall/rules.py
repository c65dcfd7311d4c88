# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a firewall has to let out: names, ports, and the hosts that need them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from ipaddress import ip_address

ANYWHERE = "*"
"""The whole internet, as the contract asks for 80/TCP and 443/TCP."""

_LABEL = r"(?!-)[a-z0-9_-]{1,63}(?<!-)"
_NAME = re.compile(rf"(?:{_LABEL}\.)*{_LABEL}", re.ASCII)
_PATTERN = re.compile(r"[a-z0-9_*-]{1,63}(?:\.[a-z0-9_*-]{1,63})*", re.ASCII)
_LONGEST = 253


@dataclass(frozen=True, order=True)
class Rule:
    """One destination on one port.

    `pattern` is what the vendor says (`*.teamviewer.com`), a name, an address, or `ANYWHERE`; `names` are the concrete names that stand for a
    pattern where a firewall cannot express it. `purpose` is the requirement that asks for it, `protocol` is `tcp` or `udp`.
    `required`: the requirement is not met without it.
    """

    purpose: str
    protocol: str
    port: int
    pattern: str
    names: tuple[str, ...] = ()
    required: bool = True

    @property
    def is_address(self) -> bool:
        return is_address(self.pattern)

    @property
    def is_suffix(self) -> bool:
        """A star in place of everything before a domain (`*.teamviewer.com`), the one wildcard that most firewalls know."""
        return self.pattern.startswith("*.") and "*" not in self.pattern[1:]

    @property
    def is_wildcard(self) -> bool:
        return "*" in self.pattern


@dataclass
class Demand:
    """All that one customer's firewall is asked for.

    `rules`: each rule with the hosts that need it. `exemptions`: destinations (`pattern:port`) that a TLS inspection must leave alone, with
    their hosts. `addresses`: host to address, where the inventory says it. `unreadable`: places that are no names, as the machines told them.
    """

    rules: dict[Rule, list[str]] = field(default_factory=dict)
    exemptions: dict[str, list[str]] = field(default_factory=dict)
    addresses: dict[str, str] = field(default_factory=dict)
    unreadable: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.rules or self.exemptions)

    def hosts(self) -> list[str]:
        """Every host that needs a rule, each once."""
        return list(dict.fromkeys(host for hosts in self.rules.values() for host in hosts))


@dataclass(frozen=True)
class Batch:
    """Rules for the same purpose, port and hosts: what a firewall's administrator would write as one rule."""

    label: str
    purpose: str
    protocol: str
    port: int
    rules: tuple[Rule, ...]
    hosts: tuple[str, ...]

    @property
    def anywhere(self) -> bool:
        return any(rule.pattern == ANYWHERE for rule in self.rules)

    def destinations(self, suffixes: bool) -> list[str]:
        """Names and addresses to write down; `suffixes`: the format knows `*.domain`. Patterns it does not know become their concrete names."""
        found: dict[str, None] = {}
        for rule in self.rules:
            if rule.pattern == ANYWHERE:
                continue
            if not rule.is_wildcard or (suffixes and rule.is_suffix):
                found[rule.pattern] = None
            else:
                found.update(dict.fromkeys(rule.names))
        return list(found)

    def widened(self, suffixes: bool) -> list[str]:
        """The patterns that `destinations` says by concrete names only (or, where none is known, not at all)."""
        return [rule.pattern for rule in self.rules if rule.is_wildcard and rule.pattern != ANYWHERE and not (suffixes and rule.is_suffix)]


def batches(demand: Demand) -> list[Batch]:
    """The demand's rules, joined; labels are unique and hold lower case letters, digits and underscores only."""
    joined: dict[tuple, list[Rule]] = {}
    for rule in sorted(demand.rules):
        joined.setdefault((rule.purpose, rule.protocol, rule.port, tuple(demand.rules[rule])), []).append(rule)
    found, taken = [], set()
    for (purpose, protocol, port, hosts), rules in joined.items():
        label = free_label(f"{purpose.replace('.', '_')}_{protocol}_{port}", taken)
        found.append(Batch(label, purpose, protocol, port, tuple(rules), hosts))
    return found


def free_label(wanted: str, taken: set[str]) -> str:
    """`wanted`, or with a number behind it where that is taken; the result is taken from then on."""
    label, number = wanted, 1
    while label in taken:
        number += 1
        label = f"{wanted}_{number}"
    taken.add(label)
    return label


def is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return "%" not in text


def is_on_link(text: str) -> bool:
    """What never gets as far as a firewall: the machine itself and link-local addresses, also with their zone (`fe80::1%eth0`)."""
    try:
        address = ip_address(text)
    except ValueError:
        return text == "localhost"
    return address.is_loopback or address.is_link_local


def readable(place: str) -> str | None:
    """A name, pattern or address in lower case; None for what is neither, and so must not get into a firewall's configuration."""
    text = place.strip().rstrip(".").lower()
    if is_address(text):
        return str(ip_address(text))
    if len(text) > _LONGEST or text.replace(".", "").isdigit():
        return None
    return text if _NAME.fullmatch(text) or ("*" in text and text != "*" and _PATTERN.fullmatch(text)) else None


def split_addresses(destinations: Iterable[str]) -> tuple[list[str], list[str], list[str]]:
    """IPv4 addresses, IPv6 addresses, names."""
    four, six, names = [], [], []
    for destination in destinations:
        if is_address(destination):
            (four if ip_address(destination).version == 4 else six).append(destination)
        else:
            names.append(destination)
    return four, six, names
