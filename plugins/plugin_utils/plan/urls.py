# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""URLs as endpoints of a plan."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urlsplit

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.catalogue.endpoints import endpoint_id

_PORTS = {"http": 80, "https": 443}


class UrlParts(NamedTuple):
    """What a request needs; `path` begins with a slash and includes the query."""

    scheme: str
    name: str
    port: int
    path: str


def parts_of(url: str) -> UrlParts | None:
    """The parts of an http or https URL, None where it is none or has no host or a port that does not exist."""
    try:
        split = urlsplit(url)
        port = split.port
    except ValueError:
        return None
    if split.scheme not in _PORTS or not split.hostname or port == 0:
        return None
    path = split.path or "/"
    return UrlParts(split.scheme, split.hostname, port or _PORTS[split.scheme], f"{path}?{split.query}" if split.query else path)


def request(parts: UrlParts, *, body: bool = False) -> dict:
    """The endpoint of a plan that asks for that URL; with `body` the beginning of the answer is brought back."""
    return {
        "id": endpoint_id(parts.name, parts.port, "http", parts.path),
        "name": parts.name,
        "port": parts.port,
        "protocol": "http",
        "scheme": parts.scheme,
        "path": parts.path,
        "body": body,
    }
