# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Byte streams of the event loop: over TCP, and TLS over any other stream."""

from __future__ import annotations

import asyncio
import socket
import ssl

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.network.outcomes import PeerClosed

RECEIVE_LIMIT = 16384


class Stream:
    """What every stream can do."""

    async def send(self, data: bytes) -> None:
        """Send all of `data`; raises OSError."""
        raise NotImplementedError

    async def receive(self) -> bytes:
        """Return what has come, nothing at the end of the stream; raises OSError."""
        raise NotImplementedError

    def close(self) -> None:
        """Close without waiting."""
        raise NotImplementedError


class TcpStream(Stream):
    """A connected non-blocking socket."""

    def __init__(self, connection: socket.socket) -> None:
        self._loop = asyncio.get_running_loop()
        self._connection = connection

    async def send(self, data: bytes) -> None:
        await self._loop.sock_sendall(self._connection, data)

    async def receive(self) -> bytes:
        return await self._loop.sock_recv(self._connection, RECEIVE_LIMIT)

    def close(self) -> None:
        self._connection.close()


class PrefixedStream(Stream):
    """A stream of which something was already read."""

    def __init__(self, prefix: bytes, stream: Stream) -> None:
        self._prefix = prefix
        self._stream = stream

    async def send(self, data: bytes) -> None:
        await self._stream.send(data)

    async def receive(self) -> bytes:
        prefix, self._prefix = self._prefix, b""
        return prefix or await self._stream.receive()

    def close(self) -> None:
        self._stream.close()


class TlsStream(Stream):
    """TLS over another stream; `handshake` comes first."""

    def __init__(self, stream: Stream, context: ssl.SSLContext, name: str) -> None:
        self._stream = stream
        self._incoming = ssl.MemoryBIO()
        self._outgoing = ssl.MemoryBIO()
        self.session = context.wrap_bio(self._incoming, self._outgoing, server_hostname=name)

    async def handshake(self) -> None:
        """Shake hands; raises OSError, of which ssl.SSLError is one."""
        while True:
            try:
                self.session.do_handshake()
                await self._flush()
                return
            except ssl.SSLWantReadError:
                await self._flush()
                await self._fill()
            except ssl.SSLError:
                await self._say_goodbye()
                raise

    async def send(self, data: bytes) -> None:
        self.session.write(data)
        await self._flush()

    async def receive(self) -> bytes:
        while True:
            try:
                return self.session.read(RECEIVE_LIMIT)
            except ssl.SSLWantReadError:
                await self._flush()
                data = await self._stream.receive()
                if data:
                    self._incoming.write(data)
                else:
                    self._incoming.write_eof()
            except (ssl.SSLZeroReturnError, ssl.SSLEOFError):
                return b""

    def close(self) -> None:
        self._stream.close()

    async def _flush(self) -> None:
        data = self._outgoing.read()
        if data:
            await self._stream.send(data)

    async def _fill(self) -> None:
        data = await self._stream.receive()
        if not data:
            raise PeerClosed()
        self._incoming.write(data)

    async def _say_goodbye(self) -> None:
        """Tell the peer why, as TLS asks for; that it does not want to hear changes nothing."""
        try:
            await self._flush()
        except OSError:
            pass
