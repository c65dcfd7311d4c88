# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether an agreement is about this client: it counts only where everything that it names is found."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.ownership.evidence import Client, same


def identities(client: Client) -> dict[str, frozenset[str]]:
    """By the keys of an agreement's `identity`, what this client shows.

    A namespace is AnyDesk's, or for clients that report to a server of their owner's that server's name. A team counts as an account.
    """
    servers = client.texts("servers") | _some(client.text("server"))
    return {
        "namespace": client.texts("namespaces") | _some(client.text("prefix")) | servers | {_host(server) for server in servers},
        "company_name": _some(client.text("owner_company_name")),
        "account_name": _some(client.text("owner_account_name")) | _some(client.text("integrator_login")) | _some(client.text("team")),
        "account_id": _some(client.text("account_id")) | _some(client.text("instance_id")),
        "client_id": _some(same(client.client_id)),
        "management_id": _some(client.text("management_id")),
        "configuration_id": _some(client.text("configuration_id")),
    }


def is_named(client: Client, identity: Mapping[str, str]) -> bool:
    """Whether the client shows every part of the identity, and lets in nobody besides it."""
    if not identity:
        return False
    found = identities(client)
    if any(same(value) not in found.get(key, frozenset()) for key, value in identity.items()):
        return False
    # An allow list with a second namespace lets a second party in, whom the agreement does not name.
    named = client.texts("namespaces")
    return "namespace" not in identity or not named or named == {same(identity["namespace"])}


def _host(server: str) -> str:
    """`relay.example` of `wss://relay.example:443/agent.ashx`."""
    return re.split(r"[/:]", server.rpartition("//")[2])[0]


def _some(value: str) -> frozenset[str]:
    return frozenset({value}) if value else frozenset()
