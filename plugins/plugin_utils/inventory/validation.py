# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything that can be wrong with an inventory's contracts, found without asking any host."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.catalogue.load import load_endpoints
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.contract.checks import terms_of
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.contract.customer import resolve_customer
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.contract.load import load_contract
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.contract.provider import load_provider
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.catalogue import load_products
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.products import ProductCatalogue
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.inventory.entry import (
    CATALOGUES,
    CONTRACT,
    CUSTOMER,
    ENDPOINTS,
    PROVIDER,
    REQUIREMENTS,
    HostEntry,
    shared_variables,
)
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.plan.settings import load_settings
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run.selection import selected
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.plain import Unsupported, plain
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.problems import (
    InputError,
    Problem,
    did_you_mean,
    printable,
    reason,
    schema_problems,
    shown,
)

_NAMED_HOSTS = 10
_MISSING = Unsupported("missing")


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
    contracts = {customer: _contract(customer, hosts, results[customer]) for customer, hosts in found.items() if customer is not None and hosts}
    for customer, hosts in found.items():
        result = results[customer]
        result.errors += _per_host(wrong_hosts.get(customer, []) + [pair for entry in hosts for pair in _host_problems(entry)])
        if customer in contracts:
            result.errors += _shared_problems(hosts)
            result.errors += map(str, _unknown_names(contracts[customer], members.get(customer, ())))
            result.errors += map(str, _unknown_products(contracts[customer], hosts))
        if customer is not None and not members.get(customer):
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


def _host_problems(entry: HostEntry) -> Iterator[tuple[str, Problem]]:
    for variable, why in entry.unresolved.items():
        yield entry.name, Problem(variable, "", f"not resolved: {reason(why)}", "a value that needs nothing which is missing")
    for problem in schema_problems("host_variables", {name: plain(value) for name, value in entry.variables.items()}, ""):
        if problem.path not in entry.unresolved:
            yield entry.name, problem


def _per_host(pairs: Iterable[tuple[str, Problem]]) -> Iterator[str]:
    """One line for each problem, however many hosts have it."""
    hosts: dict[Problem, list[str]] = {}
    for name, problem in pairs:
        hosts.setdefault(problem, []).append(printable(name))
    for problem, names in hosts.items():
        more = f" and {len(names) - _NAMED_HOSTS} more" if len(names) > _NAMED_HOSTS else ""
        yield f"{problem} (on {', '.join(names[:_NAMED_HOSTS])}{more})"


def _contract(customer: str, hosts: Collection[HostEntry], result: CustomerResult) -> Mapping:
    """What can be read of the customer's contract (plain data), right or wrong."""
    values = _distinct(entry.variables.get(CONTRACT, _MISSING) for entry in hosts if CONTRACT not in entry.unresolved)
    if len(values) > 1:
        result.errors.append(f"{CONTRACT} is not the same on all hosts of {printable(customer)}; allowed: one contract a customer")
    for value in values:
        try:
            load_contract(value, CONTRACT)
        except InputError as error:
            result.errors += [str(problem) for problem in error.errors if str(problem) not in result.errors]
    data = plain(values[0]) if len(values) == 1 else None
    result.number = _number(data)
    return data if isinstance(data, dict) else {}


def _number(contract: object) -> str | None:
    number = contract.get("number") if isinstance(contract, dict) else None
    return number if isinstance(number, str) else None


def _shared_problems(hosts: Collection[HostEntry]) -> list[str]:
    names = [name for name in shared_variables() if name != CONTRACT]
    lines: dict[str, None] = {}
    for variables in _distinct({name: entry.variables[name] for name in names if name in entry.variables} for entry in hosts):
        for load in (_load_provider, _load_requirements, _load_endpoints, _load_products, load_settings):
            try:
                load(variables)
            except InputError as error:
                lines.update(dict.fromkeys(map(str, error.errors)))
    return list(lines)


def _load_provider(variables: Mapping) -> None:
    if PROVIDER in variables:
        load_provider(variables[PROVIDER])


def _load_requirements(variables: Mapping) -> None:
    selected(plain(variables.get(REQUIREMENTS)))


def _load_endpoints(variables: Mapping) -> None:
    load_endpoints(variables.get(CATALOGUES), variables.get(ENDPOINTS))


def _load_products(variables: Mapping) -> ProductCatalogue:
    return load_products(variables.get(CATALOGUES))


def _unknown_names(contract: Mapping, members: Collection[str]) -> Iterator[Problem]:
    for terms in ("consents", "agreements", "waivers"):
        for prefix, term in terms_of(contract, terms):
            for name in term["hosts"] if isinstance(term.get("hosts"), list) else ():
                if isinstance(name, str) and name not in members:
                    yield Problem(CONTRACT, f"{prefix}hosts", shown(name), "the name of a host of this customer, or of a group that one is in")


def _unknown_products(contract: Mapping, hosts: Collection[HostEntry]) -> Iterator[Problem]:
    """An agreement on a product that nobody knows would never count. Catalogues that cannot be read are told elsewhere."""
    agreements = [(prefix, term["product"]) for prefix, term in terms_of(contract, "agreements") if isinstance(term.get("product"), str)]
    if not agreements:
        return
    known: set[str] = set()
    for variables in _distinct({CATALOGUES: entry.variables.get(CATALOGUES)} for entry in hosts):
        try:
            known.update(product.id for product in _load_products(variables))
        except InputError:
            return
    for prefix, product in agreements:
        if product not in known:
            yield Problem(CONTRACT, f"{prefix}product", shown(product), f"a product's id in the product catalogue{did_you_mean(product, known)}")


def _numbers_of(others: Iterable[HostEntry], customers: Collection[str]) -> dict[str, str]:
    """Customer to number, as far as they can be told; what is wrong with these is not asked for."""
    numbers = {}
    for entry in others:
        number = _number(plain(entry.variables.get(CONTRACT)))
        with suppress(InputError):
            numbers[resolve_customer(entry.variables.get(CUSTOMER), entry.groups, customers)] = number
    return {customer: number for customer, number in numbers.items() if number is not None}


def _numbers_used_twice(results: Mapping[str | None, CustomerResult], others: Mapping[str, str]) -> None:
    numbers = {**others, **{customer: result.number for customer, result in results.items() if customer is not None and result.number is not None}}
    for customer, number in numbers.items():
        same = sorted(other for other, used in numbers.items() if used == number and other != customer)
        if same and customer in results:
            allowed = f"a number of its own; {', '.join(map(printable, same))} has this one too"
            results[customer].errors.append(str(Problem(CONTRACT, "number", shown(number), allowed)))


def _distinct(values: Iterable[object]) -> list[object]:
    distinct: list[object] = []
    for value in values:
        if not any(value is other or value == other for other in distinct):
            distinct.append(value)
    return distinct
