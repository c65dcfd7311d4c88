# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The plan: what a probe is asked to do, and no more than the selected requirements need."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.catalogue.endpoints import EndpointCatalogue, endpoint_id
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.plan.effective import LINKS, effective_catalogue
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.plan.links import link_requests
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.plan.names import dns_queries
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.plan.settings import Settings
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.plan.urls import parts_of, request

_NEEDED_BY = {
    "resolvers": ("dns.",),
    "dns": ("dns.",),
    "proxies": ("internet.", "endpoints.", "updates.", "client.attended"),
    "endpoints": ("internet.", "endpoints.", "client.attended"),
    "updates": ("updates.",),
    "software": ("client.", "software.", "agent."),
}
"""Section of an observation to the beginnings of the requirements that are judged by it."""


def build_plan(
    catalogue: EndpointCatalogue,
    settings: Settings,
    requirements: Collection[str],
    software_query: Mapping | None,
    token: str,
) -> dict:
    """The parameters of the probe, as JSON knows them.

    `software_query` is what the product catalogue compiles to; None: software is not asked for. `token` is the run's invented label.
    """
    catalogue = effective_catalogue(catalogue, settings)
    sections = ["platform", "privilege", *(section for section, users in _NEEDED_BY.items() if _any(requirements, users))]
    if software_query is None and "software" in sections:
        sections.remove("software")
    return {
        "deadline": settings.deadline,
        "sections": sections,
        "dns_queries": list(dns_queries(catalogue, settings.nxdomain_zone, token)) if "dns" in sections else [],
        "dns_resolvers": [],
        "endpoints": _distinct(_endpoints(catalogue, settings, requirements)),
        "known_certificates": [],
        "trust_anchor": settings.trust_anchor_pem,
        "software": software_query if "software" in sections else None,
        "root": "/",
    }


def _any(requirements: Collection[str], beginnings: tuple[str, ...]) -> bool:
    return any(requirement.startswith(beginnings) for requirement in requirements)


def _endpoints(catalogue: EndpointCatalogue, settings: Settings, requirements: Collection[str]) -> Iterator[dict]:
    if "internet.http" in requirements:
        url = settings.http_probe.url
        yield request(parts_of(url), body=settings.http_probe.body is not None)
    for group in catalogue.groups:
        if group.requirement in requirements and group.id != LINKS:
            for entry in group.entries:
                for name in entry.names:
                    for port, protocol in entry.ports:
                        yield {"id": endpoint_id(name, port, protocol), "name": name, "port": port, "protocol": protocol}
    if "client.attended" in requirements:
        for requests in link_requests(settings.links).values():
            yield from requests


def _distinct(endpoints: Iterator[dict]) -> list[dict]:
    return list({endpoint["id"]: endpoint for endpoint in endpoints}.values())
