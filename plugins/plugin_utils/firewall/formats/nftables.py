# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""nftables, which knows addresses only: sets by purpose, and a dnsmasq configuration that fills them whenever a name is resolved.

A name in a ruleset would be resolved once, while the file is loaded, and be refused where it has several addresses.
"""

from __future__ import annotations

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.firewall.formats.words import remark
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.firewall.rules import Batch, Demand, batches, split_addresses
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.texts.texts import Texts

TABLE = "inet filter"
CHAIN = "remote_maintenance"
RULES, NAMES = "rules.nft", "rules.dnsmasq.conf"
_FAMILIES = (("v4", "ipv4_addr", "ip"), ("v6", "ipv6_addr", "ip6"))


def render(demand: Demand, texts: Texts) -> dict[str, bytes]:
    joined = batches(demand)
    lines = [_comment(texts.say("firewall.nft_about", chain=CHAIN, names=NAMES)), f"table {TABLE} {{"]
    for batch in joined:
        lines += _sets(batch, demand, texts)
    lines.append(f"\tchain {CHAIN} {{")
    for batch in joined:
        for suffix, _type, family in _FAMILIES:
            target = "" if batch.anywhere else f"{family} daddr @to_{batch.label}_{suffix} "
            lines.append(f"\t\t{family} saddr @from_{batch.label}_{suffix} {target}{batch.protocol} dport {batch.port} accept")
    lines += ["\t}", "}", ""]
    return {RULES: "\n".join(lines).encode("ascii"), NAMES: _dnsmasq(joined, texts).encode("ascii")}


def _sets(batch: Batch, demand: Demand, texts: Texts) -> list[str]:
    known = [demand.addresses[host] for host in batch.hosts if host in demand.addresses]
    unknown = [host for host in batch.hosts if host not in demand.addresses]
    lines = ["\t" + _comment(texts.requirement(batch.purpose).title)]
    if unknown:
        lines.append("\t" + _comment(texts.say("firewall.addresses_missing", hosts=texts.values.write(unknown))))
    lines += _pair(f"from_{batch.label}", known)
    if not batch.anywhere:
        lines.append("\t" + _comment(", ".join(rule.pattern for rule in batch.rules)))
        lines += _pair(f"to_{batch.label}", batch.destinations(suffixes=True))
    return lines


def _pair(name: str, places: list[str]) -> list[str]:
    four, six, _names = split_addresses(dict.fromkeys(places))
    return [
        f"\tset {name}_{suffix} {{ type {kind};" + (f" elements = {{ {', '.join(addresses)} }};" if addresses else "") + " }"
        for (suffix, kind, _family), addresses in zip(_FAMILIES, (four, six))
    ]


def _dnsmasq(joined: list[Batch], texts: Texts) -> str:
    """dnsmasq goes by the longest domain that fits, so each line names the sets of all domains above it too."""
    sets: dict[str, list[str]] = {}
    widened: list[str] = []
    for batch in joined:
        widened += batch.widened(suffixes=True)
        for name in split_addresses(batch.destinations(suffixes=True))[2]:
            sets.setdefault(name.removeprefix("*."), []).append(batch.label)
    lines = [_comment(texts.say("firewall.dnsmasq_about", rules=RULES))]
    if widened:
        lines.append(_comment(texts.say("firewall.widened", patterns=texts.values.write(list(dict.fromkeys(widened))))))
    for name in sorted(sets):
        labels = dict.fromkeys(label for domain in sets for label in sets[domain] if name == domain or name.endswith("." + domain))
        family_table = TABLE.replace(" ", "#")
        targets = [f"{number}#{family_table}#to_{label}_v{number}" for label in labels for number in (4, 6)]
        lines.append(f"nftset=/{name}/{','.join(targets)}")
    return "\n".join([*lines, ""])


def _comment(text: str) -> str:
    return "# " + remark(text)
