# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""One proxy the machine is configured with, and how its address is written."""

from __future__ import annotations

import base64
from urllib.parse import unquote

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.hygiene.text import identifier, short, short_or_none
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.hygiene.urls import strip_url
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.proxies.bypass import bypassed

SCHEMES = ("http", "https")
BYPASS_LIMIT = 100

_DEFAULT_PORTS = {"http": 80, "https": 443}
_SPOKEN = {"http": "http", "https": "https"}

# What libcurl assumes, with which these managers work.
CURL_PORT = 1080
CURL_OWNERS = frozenset(["dnf", "yum", "zypper"])


class Proxy:
    """A proxy. Its credentials stay in here: there is no text form that shows them."""

    def __init__(self, url: str, owner: str, schemes: tuple[str, ...], bypass: tuple[str, ...] = (), part: str = "") -> None:
        """`part` tells apart several of one owner; `url` may carry user info and lack a scheme; raises ValueError."""
        scheme, user_info, self.host, port = split_address(url)
        self.speaks = _SPOKEN.get(scheme)
        self.port = port or (CURL_PORT if owner in CURL_OWNERS else _DEFAULT_PORTS.get(scheme, CURL_PORT))
        self.owner = owner
        self.schemes = schemes
        self.bypass = bypass
        self.id = identifier(f"{owner}-{part}" if part else owner)
        self.url = strip_url(f"{scheme}://{_bracketed(self.host)}:{self.port}")
        self._user_info = user_info
        # A host or repository that alone uses it.
        self.only_for: str | None = None

    def authorization(self) -> tuple[tuple[str, str], ...]:
        """Return the header that opens the proxy, none where it asks for nothing."""
        if not self._user_info:
            return ()
        user, _colon, password = self._user_info.partition(":")
        credentials = f"{unquote(user)}:{unquote(password)}".encode("utf-8", "replace")
        return (("Proxy-Authorization", "Basic " + base64.b64encode(credentials).decode("ascii")),)

    def same_as(self, other: Proxy) -> bool:
        """Tell whether asking both would ask the same proxy the same way twice."""
        return (self.url, self._user_info, self.only_for) == (other.url, other._user_info, other.only_for)

    def serves(self, scheme: str, host: str, port: int) -> bool:
        """Tell whether the machine would go through this proxy to there."""
        return scheme in self.schemes and not bypassed(host, port, self.bypass)

    def observed(self) -> dict:
        """Return the proxy as the observation carries it."""
        return {
            "id": self.id,
            "url": self.url,
            "owner": self.owner,
            "schemes": list(self.schemes),
            "bypass": [entry for entry in map(short_or_none, self.bypass[:BYPASS_LIMIT]) if entry],
            "authenticated": bool(self._user_info),
        }


def split_address(url: str) -> tuple[str, str, str, int | None]:
    """Return scheme, user info, host and port of a proxy's address; raises ValueError, which does not repeat it."""
    scheme, separator, rest = url.strip().partition("://")
    if not separator:
        scheme, rest = "http", url.strip()
    user_info, _at, place = rest.rpartition("@")
    authority = place.partition("/")[0].partition("?")[0].partition("#")[0]
    if authority.startswith("["):
        host, _bracket, behind = authority[1:].partition("]")
        port = behind[1:] if behind.startswith(":") else behind
    else:
        host, _colon, port = authority.partition(":")
    if not host or len(host) > 253 or not host.isprintable() or " " in host:
        raise ValueError("proxy without a host")
    if port and not (port.isdecimal() and len(port) < 6 and 0 < int(port) < 65536):
        raise ValueError("proxy with a wrong port")
    return scheme.lower(), user_info, host, int(port) if port else None


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else short(host)
