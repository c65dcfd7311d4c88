# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Compiles the product catalogue into what one machine is asked: patterns only, no prose, at most 32 kB."""

from __future__ import annotations

import json

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.catalogue.errors import CatalogueError
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.keys import SYSTEMS
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.products import Product, ProductCatalogue
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.problems import Problem

LIMIT = 32 * 1024


def compile_query(catalogue: ProductCatalogue, system: str) -> dict:
    """`{"format": 1, "system": ..., "products": {id: {key: [pattern, ...]}}}`; raises CatalogueError where it grows over 32 kB of JSON.

    `system` is linux, macos or windows. A query is never cut short: what a machine is not asked would read as absent.
    """
    if system not in SYSTEMS:
        raise ValueError(f"no query for {system}: one of {', '.join(SYSTEMS)}")
    query = query_of(catalogue, system)
    size = query_size(query)
    if size > LIMIT:
        allowed = f"products and signals for at most {LIMIT} bytes; playbooks/update_catalogue.yml makes an imported catalogue fit"
        raise CatalogueError([Problem("product catalogues", system, f"{size} bytes of query", allowed)])
    return query


def query_of(catalogue: ProductCatalogue, system: str) -> dict:
    """The query, however large it is."""
    return {"format": 1, "system": system, "products": {product.id: _patterns(product, system) for product in catalogue if product.on(system)}}


def query_size(query: dict) -> int:
    """Bytes of the query as it travels."""
    return len(json.dumps(query, separators=(",", ":")).encode())


def _patterns(product: Product, system: str) -> dict[str, list[str]]:
    patterns: dict[str, list[str]] = {}
    for signal in product.on(system):
        patterns.setdefault(signal.key, []).append(signal.match)
    return patterns
