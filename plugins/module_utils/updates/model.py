# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""One source of updates the machine is configured with."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import quote, urlsplit

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.hygiene.homes import Homes
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.hygiene.text import clean, identifier, short, short_or_none
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.hygiene.urls import strip_path, strip_url

_PORTS = {"http": 80, "https": 443}


# Folders and media of the machine itself, in the words of the managers.
_LOCAL_METHODS = frozenset(["cd", "cdrom", "copy", "dir", "dvd", "file", "hd", "iso"])


def is_local(url: str) -> bool:
    """Tell whether a source lies on the machine itself; whatever is neither local nor HTTP is not asked."""
    return url.startswith("/") or url.partition(":")[0].lower() in _LOCAL_METHODS


class Source(NamedTuple):
    """`url` is what is asked, with all that belongs to it; `fallback` is asked where that is not found (404)."""

    manager: str
    name: str
    kind: str
    url: str
    fallback: str | None = None
    file: str | None = None
    origin: str | None = None
    signed_by: str | None = None
    # The repository, as the manager's own proxy settings name it.
    part: str = ""
    # The manager is told to use no proxy for it.
    without_proxy: bool = False

    def observed(self, homes: Homes) -> dict:
        """Return the source as the observation carries it, without attempts yet."""
        entry = {
            "id": identifier(f"{self.manager}:{strip_url(self.url)}"),
            "manager": short(self.manager),
            "name": clean(self.name),
            "kind": self.kind,
            "url": strip_url(self.url),
            "attempts": [],
        }
        if self.file:
            entry["file"] = homes.mask(self.file)
        if self.origin:
            entry["origin"] = short_or_none(self.origin)
        if self.signed_by:
            entry["signed_by"] = homes.mask(self.signed_by)
        return entry


class Target(NamedTuple):
    """Where a source is asked over HTTP. `path` carries the query, but no user info: an answer of 401 is one too."""

    scheme: str
    host: str
    port: int
    path: str

    def attempt_id(self) -> str:
        """Return the endpoint's id, without the query."""
        return identifier(f"{self.host}:{self.port}/http{strip_path(self.path, self.host)}")


def target_of(url: str) -> Target | None:
    """Return where to ask, None where that is not done over HTTP or the address is malformed."""
    try:
        parts = urlsplit(url)
        port = parts.port or _PORTS.get(parts.scheme, 0)
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme not in _PORTS or not host or len(host) > 253 or not port:
        return None
    if not host.isascii() or not host.isprintable() or " " in host:
        return None
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    return Target(parts.scheme, host, port, f"{path}?{parts.query}" if parts.query else path)


def joined(base: str, path: str) -> str:
    """Return the URL of `path` below `base`, whose query stays at the end."""
    before, mark, query = base.partition("?")
    return f"{before.rstrip('/')}/{path}{mark}{query}"
