# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What can be wrong with a customer's contract, and with what else its hosts have in common."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.catalogue.load import load_endpoints
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.contract.checks import terms_of
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.contract.load import load_contract
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.contract.provider import load_provider
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.catalogue import load_products
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.compiled import compile_products
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.products import ProductCatalogue
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.inventory.entry import (
    CATALOGUES,
    CONTRACT,
    ENDPOINTS,
    PROVIDER,
    REQUIREMENTS,
    HostEntry,
    shared_variables,
)
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.plan.settings import load_settings
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run.selection import selected
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.plain import Unsupported, plain
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.problems import InputError, Problem, did_you_mean, printable, shown

_MISSING = Unsupported("missing")


def contract_problems(customer: str, hosts: Collection[HostEntry], members: Collection[str]) -> list[str]:
    """What is wrong with the contract of these hosts, each line once; `members` are the names that its terms may mean."""
    values = _contracts(hosts)
    lines: dict[str, None] = {}
    if len(values) > 1:
        lines[f"{CONTRACT} is not the same on all hosts of {printable(customer)}; allowed: one contract a customer"] = None
    for value in values:
        lines.update(dict.fromkeys(map(str, _problems(value, hosts, members))))
    return list(lines)


def contract_number(hosts: Collection[HostEntry]) -> str | None:
    """The number of these hosts' contract, right or wrong; None where it cannot be told."""
    values = _contracts(hosts)
    data = plain(values[0]) if len(values) == 1 else None
    number = data.get("number") if isinstance(data, dict) else None
    return number if isinstance(number, str) else None


def shared_problems(hosts: Collection[HostEntry]) -> list[str]:
    """What is wrong with provider, catalogues and settings of these hosts, each line once."""
    names = [name for name in shared_variables() if name != CONTRACT]
    lines: dict[str, None] = {}
    for variables in _distinct({name: entry.variables[name] for name in names if name in entry.variables} for entry in hosts):
        for load in (_load_provider, _load_requirements, _load_endpoints, _compile_products, load_settings):
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


def _compile_products(variables: Mapping) -> None:
    """Catalogues of an inventory's own may be right each and too large together."""
    if variables.get(CATALOGUES):
        compile_products(variables[CATALOGUES])


def _contracts(hosts: Collection[HostEntry]) -> list[object]:
    return _distinct(entry.variables.get(CONTRACT, _MISSING) for entry in hosts if CONTRACT not in entry.unresolved)


def _problems(contract: object, hosts: Collection[HostEntry], members: Collection[str]) -> Iterator[Problem]:
    try:
        load_contract(contract, CONTRACT)
    except InputError as error:
        yield from error.errors
    data = plain(contract)
    if isinstance(data, dict):
        yield from _unknown_names(data, members)
        yield from _unknown_products(data, hosts)


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


def _distinct(values: Iterable[object]) -> list[object]:
    distinct: list[object] = []
    for value in values:
        if not any(value is other or value == other for other in distinct):
            distinct.append(value)
    return distinct
