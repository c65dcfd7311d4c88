# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An assessment's software and identifiers, as schemas/assessment.json has them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.installations import Installation, installations
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.ownership.evidence import Knowledge

MOST_ROWS = 200
MOST_SIGNALS = 50

_RANK = {"running": 0, "installed": 1, "portable": 2, "suspected": 3, "leftover": 4}


def case_installations(case) -> list[Installation]:
    """The installations of a case (judge/case.py); none without an observation of software or a product catalogue."""
    software = (case.observation or {}).get("software")
    if not software or case.products is None:
        return []
    system = (case.observation.get("platform") or {}).get("system") or "linux"
    return installations(case.products, system, software, case.provider or {}, Knowledge.of(case.console))


def software_rows(case) -> list[dict]:
    """`software` of the case's assessment."""
    return [row(installation) for installation in by_presence(case_installations(case))][:MOST_ROWS]


def by_presence(found: Iterable[Installation]) -> list[Installation]:
    """What runs first, what is left over last."""
    return sorted(found, key=lambda one: _RANK[one.presence])


def row(installation: Installation) -> dict:
    """One installation as a row."""
    return {
        "product": installation.product.id,
        "name": installation.name[:255],
        "presence": installation.presence,
        "ownership": installation.ownership.owner,
        "ownership_reason": installation.ownership.reason,
        "unattended": installation.unattended,
        "client_id": installation.client.client_id or None,
        "version": installation.version,
        "signals": [_signal(one.observed) for one in installation.seen.seen][:MOST_SIGNALS],
    }


def _signal(observed: Mapping) -> str:
    state = observed.get("state")
    return f"{observed['kind']} {observed['value']}" + (f" ({state})" if state and state != "present" else "")


def identifiers(rows: Iterable[Mapping]) -> dict[str, str]:
    """The number that a person would have to read out, by product; several clients' one after the other."""
    found: dict[str, list[str]] = {}
    for entry in rows:
        if entry["client_id"] and entry["presence"] != "leftover" and entry["client_id"] not in found.setdefault(entry["product"], []):
            found[entry["product"]].append(entry["client_id"])
    return {product: ", ".join(numbers)[:255] for product, numbers in found.items() if numbers}
