# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Catalogue and plan, compiled once a run for each set of variables that shape them, and read by every host that has the same."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from typing import Any

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.assess.variables import Variables
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.catalogue.endpoints import EndpointCatalogue
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.catalogue.load import load_endpoints
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.catalogue import load_products
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.compiled import compile_products, compile_queries
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.products import ProductCatalogue
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.plan.build import build_plan
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.plan.effective import effective_catalogue
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.plan.settings import Settings, load_settings
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run.store import RunDirectory
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.validate import schema

_PATHS = "maintenance_catalogues"
_CATALOGUES = (_PATHS, "maintenance_endpoints")
_OF_SOFTWARE = ("client.", "software.", "agent.")


@dataclass(frozen=True)
class Compiled:
    """What is probed (`plan`, the probe's parameters), and what the answers are held against."""

    settings: Settings
    catalogue: EndpointCatalogue
    plan: dict
    products: ProductCatalogue | None = None


NOTHING = Compiled(Settings(), EndpointCatalogue(), {})
"""For a host that nothing can be asked about."""


def check(variables: Variables) -> None:
    """Raises InputError where one of the variables that shape a plan cannot be used."""
    given = _given(variables)
    load_settings(given)
    _catalogue(given)
    if given.get(_PATHS):
        compile_products(given[_PATHS])


def compiled(run: RunDirectory, requirements: Collection[str], variables: Variables, products: Collection[str]) -> Compiled:
    """For the variables of one host, whose contract has these products. Raises InputError where one of them cannot be used."""
    given = _given(variables)
    settings = load_settings(given)
    products_of_run, query = _products(run, given.get(_PATHS), requirements)
    name = f"plan-{_digest([given, sorted(products), sorted(requirements)])}"
    stored = run.read_document(name)
    if stored is None:
        catalogue = effective_catalogue(_catalogue(given).for_products(products), settings)
        plan = build_plan(catalogue, settings, requirements, query, token(run.run_id))
        run.write_document(name, {"catalogue": catalogue.to_json(), "plan": plan})
        return Compiled(settings, catalogue, plan, products_of_run)
    return Compiled(settings, EndpointCatalogue.from_json(stored["catalogue"]), stored["plan"], products_of_run)


@cache
def built_in_products() -> tuple[ProductCatalogue, dict]:
    """The collection's own products and the query that looks for them; for every process once."""
    catalogue = load_products()
    return catalogue, compile_queries(catalogue)


def _products(run: RunDirectory, paths: Any, requirements: Collection[str]) -> tuple[ProductCatalogue | None, dict | None]:
    if not any(requirement.startswith(_OF_SOFTWARE) for requirement in requirements):
        return None, None
    if not paths:
        return built_in_products()
    name = f"products-{_digest(paths)}"
    stored = run.read_document(name)
    if stored is None:
        stored = compile_products(paths)
        run.write_document(name, stored)
    return ProductCatalogue.from_data(stored["products"]), stored["query"]


def _given(variables: Variables) -> dict[str, Any]:
    return {name: value for name in (*schema("settings")["properties"], *_CATALOGUES) if (value := variables.get(name)) is not None}


def _catalogue(given: dict[str, Any]) -> EndpointCatalogue:
    return load_endpoints(*(given.get(variable) for variable in _CATALOGUES))


def token(run_id: str) -> str:
    """The run's invented DNS label: nobody can have put it into a zone beforehand."""
    return "rm" + hashlib.sha256(run_id.encode()).hexdigest()[:20]


def _digest(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:16]
