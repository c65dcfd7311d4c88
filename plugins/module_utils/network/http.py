# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""HTTP over a stream that is already there: one question and its answer, and a proxy's tunnel."""

from __future__ import annotations

import asyncio

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.network.http_message import NotHttp, ResponseReader, request
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.network.outcomes import PeerClosed, UnexpectedAnswer
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.network.stream import PrefixedStream, Stream

# Seconds the beginning of a body may take once the head is there: a server that drips must not cost the whole deadline.
BODY_PATIENCE = 2.0

_DEFAULT_PORTS = {"http": 80, "https": 443}


def authority(scheme: str, host: str, port: int) -> str:
    """Return host and port as a Host header has them."""
    name = f"[{host}]" if ":" in host else host
    return name if _DEFAULT_PORTS.get(scheme) == port else f"{name}:{port}"


async def ask(stream: Stream, question: bytes, reader: ResponseReader) -> None:
    """Send a request and read the answer into `reader`; raises UnexpectedAnswer where it is no HTTP, and OSError."""
    await stream.send(question)
    while reader.status is None:
        await _feed(stream, reader)
    try:
        await asyncio.wait_for(_finish(stream, reader), BODY_PATIENCE)
    except (asyncio.TimeoutError, OSError, UnexpectedAnswer):
        # The head has come; of the body only the beginning is wanted, as far as there is one.
        pass


async def _finish(stream: Stream, reader: ResponseReader) -> None:
    while not reader.finished:
        await _feed(stream, reader)


async def _feed(stream: Stream, reader: ResponseReader) -> None:
    data = await stream.receive()
    try:
        if data:
            reader.feed(data)
        elif reader.is_empty():
            raise PeerClosed()
        else:
            reader.end()
    except NotHttp as problem:
        raise UnexpectedAnswer("no HTTP") from problem


async def open_tunnel(stream: Stream, host: str, port: int, headers: tuple[tuple[str, str], ...]) -> Stream:
    """Have a proxy connect to `host`; raises UnexpectedAnswer with the proxy's status where it does not, and OSError."""
    place = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    reader = ResponseReader(has_body=False)
    await stream.send(request("CONNECT", place, place, headers))
    while reader.status is None:
        await _feed(stream, reader)
    if not 200 <= reader.status < 300:
        raise UnexpectedAnswer("the proxy refuses", reader.status)
    return PrefixedStream(reader.rest(), stream)
