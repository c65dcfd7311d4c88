# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import asyncio

import pytest

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.network import http
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.network.outcomes import UnexpectedAnswer
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.network.stream import Stream


class Recorded(Stream):
    """Says what it was given, piece by piece, and keeps what it is sent."""

    def __init__(self, *pieces):
        self._pieces = list(pieces)
        self.sent = b""

    async def send(self, data):
        self.sent += data

    async def receive(self):
        return self._pieces.pop(0) if self._pieces else b""

    def close(self):
        pass


def tunnel(stream):
    return asyncio.run(http.open_tunnel(stream, "2001:db8::1", 443, (("Proxy-Authorization", "Basic x"),)))


@pytest.mark.parametrize(
    ("scheme", "host", "port", "name"),
    [("http", "x", 80, "x"), ("https", "x", 443, "x"), ("http", "x", 8080, "x:8080"), ("https", "2001:db8::1", 80, "[2001:db8::1]:80")],
)
def test_the_host_header(scheme, host, port, name):
    assert http.authority(scheme, host, port) == name


def test_what_the_peer_says_first_is_not_lost_behind_the_proxys_answer():
    stream = Recorded(b"HTTP/1.1 200 OK\r\n", b"\r\nSSH-2.0", b"-x")
    behind = tunnel(stream)
    assert asyncio.run(behind.receive()) == b"SSH-2.0"
    assert asyncio.run(behind.receive()) == b"-x"
    assert stream.sent.startswith(b"CONNECT [2001:db8::1]:443 HTTP/1.1\r\nHost: [2001:db8::1]:443\r\n")


def test_a_proxys_status():
    with pytest.raises(UnexpectedAnswer) as raised:
        tunnel(Recorded(b"HTTP/1.1 503 No\r\n\r\n"))
    assert raised.value.status == 503
