# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What kind of address a name resolved to: one of the internet, or one that only a sinkhole or a local network would give."""

from __future__ import annotations

import ipaddress
from functools import lru_cache

PUBLIC = "public"
UNSPECIFIED = "unspecified"
LOOPBACK = "loopback"
PRIVATE = "private"
INVALID = "invalid"

_NAT64 = ipaddress.ip_network("64:ff9b::/96")


@lru_cache(maxsize=1024)
def kind(address: str) -> str:
    """`public`, or why it is none: `unspecified` (0.0.0.0 and ::), `loopback`, `private` (every other address that is not globally
    routed: RFC 1918, link-local, shared, benchmarking, documentation ...), `invalid`.
    An IPv6 address that carries an IPv4 one (mapped, NAT64) is what that one is.
    """
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return INVALID
    if parsed.version == 6:
        if parsed.ipv4_mapped is not None:
            parsed = parsed.ipv4_mapped
        elif parsed in _NAT64:
            parsed = ipaddress.IPv4Address(int(parsed) & 0xFFFFFFFF)
    if parsed.is_unspecified:
        return UNSPECIFIED
    if parsed.is_loopback:
        return LOOPBACK
    return PUBLIC if parsed.is_global and not parsed.is_multicast else PRIVATE
