# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Addresses of DNS servers as configurations write them: with port, interface and the name for TLS, all optional."""

from __future__ import annotations

import re

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.network.connect import is_address

DNS_PORT = 53

_BRACKETED = re.compile(r"\[([^\[\]]+)\](?::([0-9]{1,5}))?(?:%([^#\s]{1,32}))?(?:#.*)?")
_PLAIN = re.compile(r"([0-9.]+)(?::([0-9]{1,5}))?(?:%([^#\s]{1,32}))?(?:#.*)?")
_BARE_IPV6 = re.compile(r"([0-9A-Fa-f:.]+)(?:%([^#\s]{1,32}))?(?:#.*)?")


def read_server(text: str) -> tuple[str, int] | None:
    """Return numeric address (an IPv6 one with its scope, as in `fe80::1%eth0`) and port, None where it is no address."""
    for pattern, order in ((_BRACKETED, (1, 2, 3)), (_PLAIN, (1, 2, 3)), (_BARE_IPV6, (1, 0, 2))):
        found = pattern.fullmatch(text.strip())
        if found:
            address, inner_scope = _split_scope(found.group(order[0]))
            port = int(found.group(order[1]) or DNS_PORT) if order[1] else DNS_PORT
            scope = inner_scope or found.group(order[2]) or ""
            if not is_address(address) or not 0 < port < 65536:
                return None
            return (f"{address}%{scope}" if scope and ":" in address else address), port
    return None


def _split_scope(address: str) -> tuple[str, str]:
    host, _percent, scope = address.partition("%")
    return host, scope
