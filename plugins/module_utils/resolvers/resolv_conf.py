# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""`resolv.conf` and files of its form."""

from __future__ import annotations

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.resolvers.server_address import read_server

# The C library asks no more than so many.
USED_BY_LIBC = 3


def nameservers(text: str, limit: int = USED_BY_LIBC) -> list[tuple[str, int]]:
    """Return (address, port) of the first `limit` name servers, each once."""
    found: list[tuple[str, int]] = []
    for line in text.splitlines():
        words = line.split()
        if len(words) > 1 and words[0] == "nameserver" and len(found) < limit:
            server = read_server(words[1])
            if server is not None and server not in found:
                found.append(server)
    return found
