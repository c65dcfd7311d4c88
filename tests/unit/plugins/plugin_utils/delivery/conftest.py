# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import loopback_servers
import made_up_fleet
import pytest
from certificate_authority import Authority
from delivery_servers import HookServer, MailServer

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.delivery.message import Section
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.delivery.news import Item, News


@pytest.fixture
def authority(tmp_path):
    return Authority(tmp_path)


@pytest.fixture
def ca_file(authority, tmp_path):
    path = tmp_path / "authority.pem"
    path.write_text(authority.pem)
    return str(path)


@pytest.fixture
def mail_server(authority):
    servers = []

    def start(tls=True, **options):
        servers.append(MailServer(authority.context()[0] if tls else None, **options))
        return servers[-1]

    yield start
    for server in servers:
        server.close()


@pytest.fixture
def serve():
    """Starts servers that are neither: `serve(behave)` over TCP."""
    servers = []

    def start(behave):
        servers.append(loopback_servers.TcpServer(behave))
        return servers[-1]

    yield start
    for server in servers:
        server.close()


@pytest.fixture
def hook_server(authority):
    server = HookServer(authority.context()[0])
    yield server
    server.close()


@pytest.fixture
def section():
    """News of a made-up customer."""

    def make(new=(), resolved=(), **changes):
        customer = {"id": "mueller", **{key: value for key, value in made_up_fleet.CUSTOMERS["mueller"].items() if key != "hosts"}, **changes}
        items = [[Item(host, finding) for host, finding in pairs] for pairs in (new, resolved)]
        return Section({"customer": customer, "run": {"run_id": made_up_fleet.RUN_ID}}, News(*items))

    return make
