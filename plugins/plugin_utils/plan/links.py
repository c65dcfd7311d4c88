# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The links that a customer gets, as requests and as an endpoint group of their own."""

from __future__ import annotations

from dataclasses import asdict, replace

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.catalogue.endpoints import EndpointGroup
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.plan.settings import Links
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.plan.urls import UrlParts, parts_of, request


def link_requests(links: Links) -> dict[str, list[dict]]:
    """`attended` and `attended_mac` to the requests that show whether the link answers: over HTTPS too where it is given without."""
    return {use: [request(parts) for parts in _ways(url)] for use, url in (("attended", links.attended), ("attended_mac", links.attended_mac))}


def links_group(links: Links, default: EndpointGroup) -> EndpointGroup:
    """The catalogue's group `links` with the hosts and ports that the links lead to."""
    if links == Links():
        return default
    ports: dict[str, dict[tuple[int, str], None]] = {}
    for url in asdict(links).values():
        for parts in reversed(_ways(url)):
            ports.setdefault(parts.name, {})[(parts.port, "tls" if parts.scheme == "https" else "tcp")] = None
    like = default.entries[0]
    entries = tuple(replace(like, pattern=name, names=(name,), ports=tuple(pairs), source="maintenance_links") for name, pairs in ports.items())
    return replace(default, entries=entries)


def _ways(url: str) -> list[UrlParts]:
    given = parts_of(url)
    if given is None:
        return []
    if given.scheme == "http" and given.port == 80:
        return [given, given._replace(scheme="https", port=443)]
    return [given]
