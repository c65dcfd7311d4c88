# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One machine's software as a list for a person: the result of the module `remote_access_info`."""

from __future__ import annotations

from collections.abc import Mapping

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.catalogue.errors import CatalogueError
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.installations import Installation, installations
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.products import ProductCatalogue
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.rows import by_presence, row
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.ownership.evidence import Knowledge
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.problems import schema_problems


def listing(observation: object, catalogue: ProductCatalogue, provider: Mapping) -> dict:
    """`{products, complete, errors, limited}` of an observation as the machine sent it; raises CatalogueError where it is none."""
    problems = schema_problems("observation", observation, "what the machine sent")
    if problems:
        raise CatalogueError(problems[:3])
    section = observation["sections"].get("software", {"complete": False})
    system = (observation.get("platform") or {}).get("system", "linux")
    found = installations(catalogue, system, observation.get("software") or {}, provider, Knowledge())
    return {
        "products": [_entry(installation) for installation in by_presence(found)],
        "complete": section["complete"] and not section.get("errors"),
        "errors": section.get("errors", []),
        "limited": (observation.get("privilege") or {}).get("administrative") is not True,
    }


def _entry(installation: Installation) -> dict:
    return {
        **row(installation),
        "category": installation.product.category,
        "details": dict(installation.client.values),
        "secrets": dict(installation.secrets),
    }
