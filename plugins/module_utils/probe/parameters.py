# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What a probe is asked to do, checked."""

from __future__ import annotations

import base64
import binascii
import re
from typing import Any, Mapping, NamedTuple

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.hygiene.text import ID_LIMIT
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.network.endpoint import Endpoint
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.network.trust import check_anchor

SECTIONS = ("platform", "privilege", "resolvers", "dns", "proxies", "endpoints", "updates", "software")
PROTOCOLS = ("tcp", "udp", "tls", "http")
SCHEMES = ("http", "https")
TRANSPORTS = ("udp", "tcp")

DEFAULT_DEADLINE = 10.0
LONGEST_DEADLINE = 300.0
QUERIES_LIMIT = 200
RESOLVERS_LIMIT = 16
ENDPOINTS_LIMIT = 1000
PACKET_LIMIT = 4096
BODY_LIMIT = 1000

_NAME = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9._-]{0,252})|[0-9A-Fa-f:.]{2,45}")
_PATH = re.compile(r"/[!-~]{0,2000}")


class Query(NamedTuple):
    """A DNS packet and how it is sent."""

    id: str
    packet: bytes
    transports: tuple[str, ...]


class Parameters(NamedTuple):
    """The plan. `deadline` is in seconds."""

    deadline: float
    sections: tuple[str, ...]
    queries: tuple[Query, ...]
    resolvers: tuple[str, ...]
    endpoints: tuple[Endpoint, ...]
    known_certificates: frozenset[str]
    trust_anchor: str
    software: dict | None
    root: str


class ParameterError(ValueError):
    """A parameter is wrong; the text names it and says what is allowed."""


def read_parameters(raw: Mapping[str, Any]) -> Parameters:
    """Return the plan in `raw`, parameters that are absent or None at their defaults; raises ParameterError."""
    if not isinstance(raw, Mapping):
        raise ParameterError("plan: must be a dictionary")
    known = {"deadline", "sections", "dns_queries", "dns_resolvers", "endpoints", "known_certificates", "trust_anchor", "software", "root"}
    for name in raw:
        if name not in known:
            raise ParameterError(f"{name}: no such parameter")
    root = raw.get("root") or "/"
    software = raw.get("software")
    if not isinstance(root, str) or not root.startswith("/"):
        raise ParameterError("root: must be an absolute path")
    if software is not None and not isinstance(software, dict):
        raise ParameterError("software: must be a dictionary")
    return Parameters(
        _deadline(raw.get("deadline")),
        _sections(raw.get("sections")),
        tuple(_query(entry, f"dns_queries[{number}]") for number, entry in _entries(raw, "dns_queries", QUERIES_LIMIT)),
        tuple(_text(entry, f"dns_resolvers[{number}]") for number, entry in _entries(raw, "dns_resolvers", RESOLVERS_LIMIT)),
        tuple(_endpoint(entry, f"endpoints[{number}]") for number, entry in _entries(raw, "endpoints", ENDPOINTS_LIMIT)),
        frozenset(_text(entry, f"known_certificates[{number}]") for number, entry in _entries(raw, "known_certificates", 100000)),
        _anchor(raw.get("trust_anchor")),
        software,
        root,
    )


def _deadline(value: Any) -> float:
    if value is None:
        return DEFAULT_DEADLINE
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 < value <= LONGEST_DEADLINE:
        raise ParameterError(f"deadline: must be greater than 0 and at most {LONGEST_DEADLINE:g} seconds")
    return float(value)


def _sections(value: Any) -> tuple[str, ...]:
    if value is None:
        return SECTIONS
    if not isinstance(value, list) or not set(map(str, value)) <= set(SECTIONS):
        raise ParameterError("sections: must be a list of " + ", ".join(SECTIONS))
    return tuple(section for section in SECTIONS if section in value)


def _entries(raw: Mapping[str, Any], name: str, limit: int) -> list[tuple[int, Any]]:
    value = raw.get(name)
    if value is None:
        return []
    if not isinstance(value, list) or len(value) > limit:
        raise ParameterError(f"{name}: must be a list of at most {limit} entries")
    return list(enumerate(value))


def _text(value: Any, where: str) -> str:
    if not isinstance(value, str) or not value:
        raise ParameterError(f"{where}: must be a text")
    return value


def _identifier(entry: Any, where: str) -> str:
    if not isinstance(entry, Mapping):
        raise ParameterError(f"{where}: must be a dictionary")
    value = _text(entry.get("id"), where + ".id")
    if len(value) > ID_LIMIT:
        raise ParameterError(f"{where}.id: at most {ID_LIMIT} characters")
    return value


def _packet(value: Any, where: str) -> bytes:
    try:
        packet = base64.b64decode(_text(value, where), validate=True)
    except (binascii.Error, ValueError) as problem:
        raise ParameterError(f"{where}: must be base64") from problem
    if not 0 < len(packet) <= PACKET_LIMIT:
        raise ParameterError(f"{where}: must hold 1 to {PACKET_LIMIT} bytes")
    return packet


def _query(entry: Any, where: str) -> Query:
    identifier = _identifier(entry, where)
    transports = entry.get("transports")
    if transports is None:
        transports = list(TRANSPORTS)
    if not isinstance(transports, list) or not transports or not set(map(str, transports)) <= set(TRANSPORTS):
        raise ParameterError(f"{where}.transports: must be a list of udp, tcp")
    return Query(identifier, _packet(entry.get("packet"), where + ".packet"), tuple(dict.fromkeys(transports)))


def _endpoint(entry: Any, where: str) -> Endpoint:
    identifier = _identifier(entry, where)
    name, port, protocol = entry.get("name"), entry.get("port"), entry.get("protocol")
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise ParameterError(f"{where}.name: must be a host name or an address")
    if isinstance(port, bool) or not isinstance(port, int) or not 0 < port < 65536:
        raise ParameterError(f"{where}.port: must be 1 to 65535")
    if protocol not in PROTOCOLS:
        raise ParameterError(f"{where}.protocol: must be one of " + ", ".join(PROTOCOLS))
    scheme = entry.get("scheme") or "http"
    path = entry.get("path") or "/"
    if scheme not in SCHEMES:
        raise ParameterError(f"{where}.scheme: must be http or https")
    if not isinstance(path, str) or not _PATH.fullmatch(path):
        raise ParameterError(f"{where}.path: must begin with a slash and hold printable ASCII without blanks")
    packet = _packet(entry["packet"], where + ".packet") if entry.get("packet") else b""
    return Endpoint(identifier, name, port, protocol, scheme, path, packet, BODY_LIMIT if entry.get("body") is True else 0)


def _anchor(value: Any) -> str:
    if value in (None, ""):
        return ""
    try:
        check_anchor(_text(value, "trust_anchor"))
    except ValueError as problem:
        raise ParameterError("trust_anchor: must be certificates in PEM") from problem
    return value
