# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The product catalogue and its queries, compiled once and stored as JSON: reading 87 YAML files for every host would cost too much."""

from __future__ import annotations

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.catalogue import load_products
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.query import compile_query

#: The systems that are probed; which of them a host has, its collector may not know before it asked (assess/collectors.py).
PROBED = ("linux", "macos", "windows")


def compile_products(paths: object = None) -> dict:
    """`{"products": for ProductCatalogue.from_data, "query": for the probe's plan}`. `paths`: maintenance_catalogues; raises CatalogueError."""
    catalogue = load_products(paths)
    return {"products": catalogue.as_data(), "query": compile_queries(catalogue)}


def compile_queries(catalogue) -> dict:
    """One query for each system that is probed."""
    return {"format": 1, "systems": {system: compile_query(catalogue, system) for system in PROBED}}
