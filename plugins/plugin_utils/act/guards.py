# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What must be said on the command line before a run may act, and how far one run may reach. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.problems import InputError, Problem, shown

CUSTOMER = "maintenance_customer"
CONFIRM = "maintenance_confirm"
HOST_LIMIT = "maintenance_host_limit"


@dataclass(frozen=True)
class Reach:
    """What a run was asked for: `said` are the extra variables of the command line, `hosts` those of the play."""

    said: Mapping[str, object]
    hosts: Collection[str]
    customers: Mapping[str, Collection[str]]
    """Every customer's hosts."""


def check_customer(reach: Reach) -> str:
    """The customer that the command line names. Raises InputError where it names none, an unknown one, or another one's hosts are in the play."""
    customer = reach.said.get(CUSTOMER)
    if customer is None:
        raise _wrong(
            CUSTOMER, "not given on the command line", "-e maintenance_customer=<customer>: this run acts on one customer's hosts, and on nobody's by default"
        )
    if not isinstance(customer, str) or customer not in reach.customers:
        raise _wrong(CUSTOMER, shown(customer), f"one of {', '.join(sorted(reach.customers)) or 'the customers in the inventory (there are none)'}")
    others = sorted(set(reach.hosts) - set(reach.customers[customer]))
    if others:
        raise _wrong(CUSTOMER, shown(customer), f"hosts of this customer only; {', '.join(others[:5])} are not")
    return customer


def check_host_limit(reach: Reach, limit: float) -> None:
    if len(reach.hosts) > limit:
        allowed = f"-e {HOST_LIMIT}=<number> for more at once; this run has {len(reach.hosts)}"
        raise _wrong(HOST_LIMIT, f"{limit:g} hosts", allowed)


def check_confirmation(reach: Reach, number: str) -> None:
    """That the command line repeats the contract's number, as what takes something away asks for. The number itself is not told."""
    given = reach.said.get(CONFIRM)
    if given is None or str(given) != number:
        raise _wrong(CONFIRM, "not given on the command line" if given is None else shown(given), "-e maintenance_confirm=<number of the customer's contract>")


def _wrong(variable: str, value: str, allowed: str) -> InputError:
    return InputError([Problem(variable, "", value, allowed)])
