# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes an imported catalogue fit beside the curated one into the query that a machine gets: what tells least goes first, and is reported."""

from __future__ import annotations

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.keys import SYSTEMS
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.products import ProductCatalogue
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.query import LIMIT, query_of, query_size
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.lolrmm.convert import Imported, LeftOut

# Room for the products that an inventory adds by itself.
RESERVE = 4 * 1024

# Traces prove nothing, and a program is found running, by its service or by its entry among installed software.
LEAST_FIRST = ("registry_traces", "user_traces", "traces", "registry", "programs")


def fit(imported: Imported, curated: ProductCatalogue) -> Imported:
    """The same without what does not fit; whole tools last, from the end of the alphabet."""
    products = [{**product, **{system: dict(product[system]) for system in SYSTEMS if system in product}} for product in imported.products]
    left_out = list(imported.left_out)
    for system in SYSTEMS:
        for key in LEAST_FIRST:
            if _size(products, curated, system) <= LIMIT - RESERVE:
                break
            left_out += _without(products, system, key)
        while products and _size(products, curated, system) > LIMIT - RESERVE:
            last = max(index for index, product in enumerate(products) if system in product)
            left_out.append(LeftOut(products[last]["name"], system, "size"))
            del products[last][system]
    gone = [product for product in products if not any(system in product for system in SYSTEMS)]
    return Imported([product for product in products if product not in gone], left_out)


def _size(products: list[dict], curated: ProductCatalogue, system: str) -> int:
    """Bytes of the query for both; a little too many rather than too few."""
    added = {
        product["id"]: {key: [_match(signal) for signal in signals] for key, signals in product[system].items()} for product in products if system in product
    }
    return query_size(query_of(curated, system)) + query_size(added)


def _match(signal: str | dict) -> str:
    return signal if isinstance(signal, str) else signal["match"]


def _without(products: list[dict], system: str, key: str) -> list[LeftOut]:
    """Takes that kind of signals from every tool that has another by which it is told."""
    left_out = []
    for product in products:
        signals = product.get(system, {})
        if key in signals and any(_decides(other) for name, other in signals.items() if name != key):
            left_out += [LeftOut(product["name"], _match(signal), "size") for signal in signals.pop(key)]
    return left_out


def _decides(signals: list) -> bool:
    return any(isinstance(signal, str) for signal in signals)
