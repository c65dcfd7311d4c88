# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import certificate_authority
import loopback_servers
import pytest


@pytest.fixture
def serve():
    """Start servers that end with the test: `serve(behave)` over TCP."""
    started = []

    def start(behave, address="127.0.0.1"):
        started.append(loopback_servers.TcpServer(behave, address))
        return started[-1]

    yield start
    for server in started:
        server.close()


@pytest.fixture
def serve_udp():
    """Start servers that end with the test: `serve_udp(answer)`."""
    started = []

    def start(answer, port=0):
        started.append(loopback_servers.UdpServer(answer, port))
        return started[-1]

    yield start
    for server in started:
        server.close()


@pytest.fixture(scope="session")
def authority(tmp_path_factory):
    return certificate_authority.Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="session")
def stranger(tmp_path_factory):
    """An authority that nobody trusts."""
    return certificate_authority.Authority(tmp_path_factory.mktemp("stranger"), "Somebody else")
