# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What has to be told: findings that are unmet and have not been told yet, and told ones that are resolved. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

RESOLVED = ("met", "waived", "not_applicable")
CUSTOMER = "customer"

#: What a channel was told of and what has not been resolved since: host -> requirements.
Told = Mapping[str, Iterable[str]]


@dataclass(frozen=True)
class Item:
    """One finding of a host; `device_class` and `site` as in the report."""

    host: str
    finding: Mapping


@dataclass
class News:
    """`told` is what the channel will have been told of once this is delivered."""

    new: list[Item] = field(default_factory=list)
    resolved: list[Item] = field(default_factory=list)
    told: dict[str, list[str]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.new or self.resolved)


def news(hosts: Iterable[Mapping], told: Told, for_customer: bool) -> News:
    """`hosts` are those of report.json. A customer is told of what the customer must do, the provider of everything.

    Notices are not told. What is unknown is neither new nor resolved, and so is whatever this run does not know of.
    """
    found = News(told={host: list(requirements) for host, requirements in told.items()})
    for host in hosts:
        before = found.told.get(host["host"], [])
        after = list(before)
        for finding in host["findings"]:
            known = finding["id"] in before
            if _is_told(finding, for_customer):
                if not known:
                    found.new.append(Item(host["host"], finding))
                    after.append(finding["id"])
            elif known and finding["status"] in RESOLVED:
                found.resolved.append(Item(host["host"], finding))
                after.remove(finding["id"])
        found.told.pop(host["host"], None)
        if after:
            found.told[host["host"]] = after
    return found


def _is_told(finding: Mapping, for_customer: bool) -> bool:
    if finding["status"] != "unmet" or finding["severity"] != "failure":
        return False
    return finding["responsible"] == CUSTOMER or not for_customer
