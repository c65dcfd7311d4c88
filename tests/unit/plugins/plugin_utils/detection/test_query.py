# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import json

import pytest

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.catalogue.errors import CatalogueError
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.catalogue import load_products, products_of
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.products import ProductCatalogue
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.query import LIMIT, compile_query, query_size


def catalogue(count, letters):
    entries = [
        {
            "id": f"product-{number}",
            "name": "x",
            "vendor": "x",
            "category": "rmm",
            "confidence": "low",
            "date": "2026-11-01",
            "sources": ["x"],
            "windows": {"processes": ["p" * letters + str(number)]},
        }
        for number in range(count)
    ]
    return ProductCatalogue({product.id: product for product, _replaces in products_of({"products": entries}, "big.yml")})


def test_holds_patterns_and_no_prose():
    query = compile_query(load_products(), "linux")
    assert query["products"]["teamviewer"]["units"] == ["teamviewerd.service"]
    assert "confidence" not in json.dumps(query)


def test_products_of_other_systems_are_not_asked_for():
    assert "xrdp" not in compile_query(load_products(), "windows")["products"]


def test_signatures_are_not_looked_for():
    assert "signers" not in json.dumps(compile_query(load_products(), "windows"))


def test_too_large_is_an_error_and_not_cut():
    big = catalogue(300, 100)
    with pytest.raises(CatalogueError, match="windows is .* bytes"):
        compile_query(big, "windows")


def test_the_limit_itself_fits():
    fits = catalogue(100, 200)
    assert query_size(compile_query(fits, "windows")) <= LIMIT


def test_an_unknown_system_is_refused():
    with pytest.raises(ValueError, match="templeos"):
        compile_query(ProductCatalogue(), "templeos")
