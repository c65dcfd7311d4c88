# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a roll-out did, for the person who started it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act import records
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.wording import outcome_text, refusal_text

Acts = Iterable[tuple[str, str | None, Mapping[str, records.Act]]]

# What needs a person's eye comes first.
ORDER = (records.FAILED, records.BEGUN, records.ACTED, records.REFUSED, records.NOT_BEGUN, records.PREDICTED, records.PROVEN)
FAILURES = frozenset({records.FAILED, records.BEGUN, records.ACTED})


def lines(acts: Acts, roles: Mapping[str, str], language: str | None) -> list[str]:
    """One line for each host and role that something was done, refused or left undone for. `roles`: role by product."""
    found = []
    for host, customer, products in acts:
        for product, act in products.items():
            if act.outcome in ORDER:
                text = " ".join(filter(None, (f"{host}: {roles.get(product, product)}: {outcome_text(act.outcome, language)}", _more(act, language))))
                found.append((ORDER.index(act.outcome), text))
    return [text for rank, text in sorted(found, key=lambda line: line[0])]


def failed_hosts(acts: Acts) -> list[str]:
    return sorted({host for host, customer, products in acts if any(act.outcome in FAILURES for act in products.values())})


def counts(acts: Acts) -> dict[str, int]:
    """Roles on hosts, by outcome."""
    found: dict[str, int] = {}
    for host, customer, products in acts:
        for act in products.values():
            found[act.outcome] = found.get(act.outcome, 0) + 1
    return found


def _more(act: records.Act, language: str | None) -> str:
    if act.reason:
        return refusal_text(act.reason, act.data or {}, language)
    return " ".join(filter(None, (f"({', '.join(act.steps)})" if act.steps else "", act.message)))
