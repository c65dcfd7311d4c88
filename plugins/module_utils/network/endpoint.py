# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What is to be tried, and what came of it."""

from __future__ import annotations

import hashlib
from typing import NamedTuple

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.hygiene.text import clean, short
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.hygiene.urls import strip_url
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.network.http_message import ResponseReader
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.network.tls import Handshake

DIRECT = "direct"


class Endpoint(NamedTuple):
    """One endpoint. `protocol` is tcp, udp, tls or http; the rest is for http (`packet` for udp)."""

    id: str
    name: str
    port: int
    protocol: str
    scheme: str = "http"
    path: str = "/"
    packet: bytes = b""
    body_limit: int = 0
    headers: tuple[tuple[str, str], ...] = ()
    # Its name is resolved before those that wait.
    urgent: bool = False

    def proxy_scheme(self) -> str:
        """Return for which scheme a proxy would have to be configured."""
        return self.scheme if self.protocol == "http" else "https"

    def wants_tls(self) -> bool:
        """Tell whether TLS is spoken."""
        return self.protocol == "tls" or self.protocol == "http" and self.scheme == "https"


class Attempt:
    """One endpoint tried over one family and one way. `outcome` is None as long as it is not decided."""

    def __init__(self, endpoint_id: str, via: str, family: str | None = None) -> None:
        self.endpoint_id = endpoint_id
        self.via = via
        self.family = family
        self.address: str | None = None
        self.outcome: str | None = None
        self.elapsed: float | None = None
        self.handshake: Handshake | None = None
        self.response: ResponseReader | None = None
        self.status: int | None = None

    def decide(self, outcome: str, elapsed: float) -> None:
        """Note the outcome, once."""
        if self.outcome is None:
            self.outcome = outcome
            self.elapsed = round(max(0.0, elapsed), 4)

    def observed(self, certificates: Certificates) -> dict:
        """Return the attempt as the observation carries it."""
        entry = {
            "id": self.endpoint_id,
            "via": self.via,
            "family": self.family,
            "address": None if self.address is None else short(self.address),
            "outcome": self.outcome,
            "elapsed": self.elapsed,
        }
        if self.handshake is not None:
            entry["tls"] = {
                "verified": self.handshake.verified,
                "error": None if self.handshake.error is None else clean(self.handshake.error),
                "protocol": self.handshake.protocol,
                "chain": [certificates.add(der) for der in self.handshake.chain],
            }
        http = self._http()
        if http is not None:
            entry["http"] = http
        return entry

    def _http(self) -> dict | None:
        if self.response is None or self.response.status is None:
            return None if self.status is None else {"status": self.status}
        said = {"status": self.response.status}
        if self.response.location is not None:
            said["location"] = strip_url(self.response.location.decode("latin-1"))
        body = self.response.body()
        if body:
            said["body"] = clean(body.decode("latin-1"))
        return said


class Certificates:
    """Every distinct certificate once, by its SHA-256."""

    def __init__(self) -> None:
        self._found: dict[str, bytes] = {}

    def add(self, der: bytes) -> str:
        """Keep a certificate; return its digest."""
        digest = hashlib.sha256(der).hexdigest()
        self._found.setdefault(digest, der)
        return digest

    def all(self) -> dict[str, bytes]:
        """Return digest and DER of all."""
        return dict(self._found)
