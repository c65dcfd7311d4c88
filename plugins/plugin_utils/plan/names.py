# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is asked of the resolvers."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from itertools import islice

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.catalogue.endpoints import EndpointCatalogue
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.dns.query import build_query

NAMES_PER_GROUP = 2
"""An observation is at most 128 kB and every resolver answers every query: two names of each group of a product tell enough."""

_BOTH = ("udp", "tcp")


def names_to_resolve(catalogue: EndpointCatalogue) -> list[str]:
    """The vendors' names by which name resolution is judged, in the catalogue's order."""
    names: dict[str, None] = {}
    for group in catalogue.groups:
        if group.product is not None:
            required = (name for entry in group.entries if entry.required for name in entry.names)
            names.update(dict.fromkeys(islice(required, NAMES_PER_GROUP)))
    return list(names)


def dns_queries(catalogue: EndpointCatalogue, zone: str, token: str) -> Iterator[dict]:
    """The queries of a plan: one that any answer will do for, the vendors' names, and an invented one that must not exist.

    Each goes over UDP and TCP, so that names can be read where one of them is blocked.
    """
    yield _query(f"transport:{zone}", zone, "A")
    for name in names_to_resolve(catalogue):
        yield _query(f"resolve:{name}:a", name, "A")
        yield _query(f"resolve:{name}:aaaa", name, "AAAA")
    invented = f"{token}.{zone}"
    yield _query(f"nxdomain:{invented}", invented, "A")


def _query(query_id: str, name: str, record_type: str) -> dict:
    return {"id": query_id, "packet": b64encode(build_query(name, record_type)).decode("ascii"), "transports": list(_BOTH)}
