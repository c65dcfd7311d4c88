# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""OPNsense: aliases that hold names, as its importer of aliases reads them, and rules as a table for Firewall, Automation, Filter.

What the fields of an alias and of a rule are called is from OPNsense's own models (opnsense/core, OPNsense/Firewall/Filter.xml and the
importer in Api/AliasController.php, read 2026-11-23). An alias of hosts resolves names again and again, but knows no wildcard. The rules
table's separator is an assumption.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import uuid

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.firewall.formats.words import remark
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.firewall.rules import Batch, Demand, batches
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.texts.texts import Texts

ALIASES, ALIAS_TABLE, RULES = "opnsense-aliases.json", "opnsense-aliases.csv", "opnsense-rules.csv"
INTERFACE = "lan"
_LONGEST_NAME = 31  # of an alias, since pf's table names are not longer
_NAMESPACE = uuid.UUID("0f6e6b4e-3a7e-4b5e-9d6b-5d1f2b6c9a10")
_RULE_COLUMNS = (
    "enabled", "sequence", "action", "quick", "interface", "direction", "ipprotocol", "protocol", "source_net", "destination_net",
    "destination_port", "description",
)  # fmt: skip


def render(demand: Demand, texts: Texts) -> dict[str, bytes]:
    joined = batches(demand)
    aliases = [alias for batch in joined for alias in _aliases(batch, demand, texts)]
    wrapped = {"aliases": {"alias": {str(uuid.uuid5(_NAMESPACE, alias["name"])): alias for alias in aliases}}}
    return {
        ALIASES: (json.dumps(wrapped, indent=1, ensure_ascii=True) + "\n").encode("ascii"),
        ALIAS_TABLE: _table(("enabled", "name", "type", "content", "description"), aliases),
        RULES: _table(_RULE_COLUMNS, [_rule(number, batch, demand, texts) for number, batch in enumerate(joined, start=1)]),
    }


def _aliases(batch: Batch, demand: Demand, texts: Texts) -> list[dict]:
    sources = _alias(batch, "from", _addresses(batch, demand), texts.say("firewall.hosts_of", requirement=texts.requirement(batch.purpose).title))
    if batch.anywhere:
        return [sources]
    patterns = batch.widened(suffixes=False)
    said = texts.requirement(batch.purpose).title
    if patterns:
        said += ". " + texts.say("firewall.widened", patterns=texts.values.write(patterns))
    return [sources, _alias(batch, "to", batch.destinations(suffixes=False), said)]


def _alias(batch: Batch, side: str, content: list[str], description: str) -> dict:
    return {"enabled": "1", "name": _name(side, batch.label), "type": "host", "content": "\n".join(content), "description": remark(description)[:255]}


def _rule(number: int, batch: Batch, demand: Demand, texts: Texts) -> dict:
    usable = bool(_addresses(batch, demand)) and (batch.anywhere or bool(batch.destinations(suffixes=False)))
    return {
        "enabled": str(int(usable)),
        "sequence": str(number),
        "action": "pass",
        "quick": "1",
        "interface": INTERFACE,
        "direction": "in",
        "ipprotocol": "inet46",
        "protocol": batch.protocol.upper(),
        "source_net": _name("from", batch.label),
        "destination_net": "any" if batch.anywhere else _name("to", batch.label),
        "destination_port": str(batch.port),
        "description": remark(texts.requirement(batch.purpose).title),
    }


def _addresses(batch: Batch, demand: Demand) -> list[str]:
    return list(dict.fromkeys(demand.addresses[host] for host in batch.hosts if host in demand.addresses))


def _name(side: str, label: str) -> str:
    name = f"rm_{side}_{label}"
    if len(name) <= _LONGEST_NAME:
        return name
    digest = hashlib.sha256(name.encode("ascii")).hexdigest()[:6]
    return f"{name[: _LONGEST_NAME - 7]}_{digest}"


def _table(columns: tuple[str, ...], rows: list[dict]) -> bytes:
    buffer = io.StringIO(newline="")
    writer = csv.DictWriter(buffer, columns, lineterminator="\n", quoting=csv.QUOTE_MINIMAL)
    writer.writeheader()
    writer.writerows(rows)
    return buffer.getvalue().encode("ascii")
