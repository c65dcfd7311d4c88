# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything that can be wrong with an inventory's contracts, found without asking any host."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.contract.customer import resolve_customer
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.inventory.customer_checks import (
    contract_number,
    contract_problems,
    shared_problems,
)
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.inventory.entry import CONTRACT, CUSTOMER, HostEntry
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.inventory.host_checks import by_problem, host_problems
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.problems import InputError, Problem, printable, shown


@dataclass
class CustomerResult:
    """What was found of one customer; every text is one line for people."""

    hosts: int = 0
    number: str | None = None
    errors: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def validate(
    entries: Iterable[HostEntry],
    customers: Collection[str],
    members: Mapping[str, Collection[str]],
    others: Iterable[HostEntry] = (),
) -> dict[str | None, CustomerResult]:
    """What is wrong, by customer; None stands for hosts whose customer cannot be told.

    `entries` are the hosts to judge, `customers` all groups that are customers, `members` the names that a customer's terms may mean (its
    hosts and their groups). `others` are hosts of further customers, which count only for what spans customers.
    """
    found: dict[str | None, list[HostEntry]] = {name: [] for name in sorted(members)}
    wrong_hosts: dict[str | None, list[tuple[str, Problem]]] = {}
    for entry in entries:
        customer = _customer(entry, customers, wrong_hosts)
        found.setdefault(customer, []).append(entry)
    found.update({customer: [] for customer in wrong_hosts if customer not in found})
    results = {customer: CustomerResult(hosts=len(hosts)) for customer, hosts in found.items()}
    for customer, hosts in found.items():
        result = results[customer]
        result.errors += by_problem([*wrong_hosts.get(customer, ()), *(pair for entry in hosts for pair in host_problems(entry))])
        if customer is None:
            continue
        if hosts:
            result.number = contract_number(hosts)
            result.errors += [*contract_problems(customer, hosts, members.get(customer, ())), *shared_problems(hosts)]
        if not members.get(customer):
            result.warnings.append(f"{printable(customer)} has no host")
    _numbers_used_twice(results, _numbers_of(others, customers))
    return results


def _customer(entry: HostEntry, customers: Collection[str], wrong: dict[str | None, list[tuple[str, Problem]]]) -> str | None:
    if CUSTOMER in entry.unresolved:
        return None
    try:
        return resolve_customer(entry.variables.get(CUSTOMER), entry.groups, customers)
    except InputError as error:
        # A host in two customers concerns both of them; the others concern nobody that could be named.
        of_host = sorted(group for group in entry.groups if group in customers)
        for customer in of_host if len(of_host) > 1 else [None]:
            wrong.setdefault(customer, []).extend((entry.name, problem) for problem in error.errors)
        return None


def _numbers_of(others: Iterable[HostEntry], customers: Collection[str]) -> dict[str, str]:
    """Customer to number, as far as they can be told; what is wrong with these is not asked for."""
    numbers = {}
    for entry in others:
        with suppress(InputError):
            numbers[resolve_customer(entry.variables.get(CUSTOMER), entry.groups, customers)] = contract_number([entry])
    return {customer: number for customer, number in numbers.items() if number is not None}


def _numbers_used_twice(results: Mapping[str | None, CustomerResult], others: Mapping[str, str]) -> None:
    numbers = {**others, **{customer: result.number for customer, result in results.items() if customer is not None and result.number is not None}}
    for customer, number in numbers.items():
        same = sorted(other for other, used in numbers.items() if used == number and other != customer)
        if same and customer in results:
            allowed = f"a number of its own; {', '.join(map(printable, same))} has this one too"
            results[customer].errors.append(str(Problem(CONTRACT, "number", shown(number), allowed)))
