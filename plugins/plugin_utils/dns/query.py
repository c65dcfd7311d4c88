# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Build the DNS queries that a probe sends as they are."""

from __future__ import annotations

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.libraries import dns

PAYLOAD = 1232
"""EDNS buffer size in bytes: answers up to it travel unfragmented (DNS flag day 2020)."""


def build_query(name: str, record_type: str) -> bytes:
    """A recursive query in wire format for `name` (Unicode or ASCII, with or without the last dot), e.g. type `A`.

    The message id is random. Raises ValueError where the name cannot stand in DNS or the type does not exist.
    """
    try:
        owner = dns.name.from_text(name)
        query = dns.message.make_query(owner, record_type, use_edns=0, payload=PAYLOAD, flags=dns.flags.RD)
        return query.to_wire()
    except (dns.exception.DNSException, UnicodeError) as error:
        raise ValueError(f"no DNS query for {name!r} {record_type!r}: {error or type(error).__name__}") from error
