# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Which hosts a machine goes to without its proxy (`no_proxy` and its relatives)."""

from __future__ import annotations

import re
import socket


def split_list(text: str) -> tuple[str, ...]:
    """Return the entries of a list that is separated by commas, bars or blanks."""
    return tuple(filter(None, re.split(r"[\s,|]+", text)))


def bypassed(host: str, port: int, entries: tuple[str, ...]) -> bool:
    """Tell whether an entry covers `host`: `*`, a name, a domain, an address, a network, each optionally with a port."""
    wanted = host.strip("[]").rstrip(".").lower()
    return any(_covers(entry.lower(), wanted, port) for entry in entries)


def _covers(entry: str, host: str, port: int) -> bool:
    if entry == "*":
        return True
    name, colon, number = entry.rpartition(":")
    if colon and number.isdecimal() and ":" not in name.strip("[]"):
        if number != str(port):
            return False
        entry = name
    entry = entry.strip("[]").rstrip(".")
    if "/" in entry:
        return _in_network(host, entry)
    domain = entry[1:] if entry.startswith("*") else entry
    domain = domain.lstrip(".")
    return bool(domain) and (host == domain or host.endswith("." + domain) and not _is_address(host))


def _is_address(host: str) -> bool:
    return _number(host)[1] is not None


def _in_network(host: str, network: str) -> bool:
    prefix, _slash, length = network.partition("/")
    if ":" not in prefix:
        # macOS writes 169.254/16.
        prefix += ".0" * (3 - prefix.count("."))
    bits, base = _number(prefix)
    own_bits, number = _number(host)
    if base is None or number is None or bits != own_bits or not length.isdecimal() or len(length) > 3 or int(length) > bits:
        return False
    shift = bits - int(length)
    return base >> shift == number >> shift


def _number(address: str) -> tuple[int, int | None]:
    for family, bits in ((socket.AF_INET, 32), (socket.AF_INET6, 128)):
        try:
            return bits, int.from_bytes(socket.inet_pton(family, address), "big")
        except (OSError, ValueError):
            continue
    return 0, None
