# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""HTTP/1.1 requests written and responses read, as far as the probe needs it: status, location, the body's beginning."""

from __future__ import annotations

import re

AGENT = "bauer_group.remote_maintenance"
HEAD_LIMIT = 16384
DATA_LIMIT = 65536

_STATUS_LINE = re.compile(rb"HTTP/[0-9](?:\.[0-9])? ([1-9][0-9]{2})(?: [^\r\n]*)?")
_NOT_IN_TARGET = re.compile(rb"[^!-~]")
_CHUNK_SIZE = re.compile(rb"[0-9A-Fa-f]{1,8}")


class NotHttp(ValueError):
    """The bytes are no HTTP response."""


def request(method: str, target: str, host: str, headers: tuple[tuple[str, str], ...] = ()) -> bytes:
    """Return a request's bytes. Nothing in `target`, `host` or `headers` can end its line."""
    lines = [_printable(method) + b" " + _printable(target) + b" HTTP/1.1"]
    for name, value in (("Host", host), ("User-Agent", AGENT), ("Accept", "*/*"), *headers):
        lines.append(_printable(name) + b": " + _printable(value, keep=b" "))
    return b"\r\n".join(lines) + b"\r\n\r\n"


def _printable(text: str, keep: bytes = b"") -> bytes:
    def quote(found: re.Match[bytes]) -> bytes:
        return found.group() if found.group() in keep else b"%%%02X" % found.group()[0]

    return _NOT_IN_TARGET.sub(quote, text.encode("utf-8", "replace"))


class ResponseReader:
    """Fed with what the server sends. `status` is known once the head is complete; interim responses are skipped."""

    def __init__(self, body_limit: int = 0, has_body: bool = True) -> None:
        self.status: int | None = None
        self.location: bytes | None = None
        self.finished = False
        self._body_limit = body_limit if has_body else 0
        self._chunked = False
        self._length: int | None = None
        self._data = bytearray()

    def feed(self, data: bytes) -> None:
        """Take further bytes; raises NotHttp."""
        self._data += data
        while self.status is None and self._take_head():
            pass
        if self.status is not None:
            self.finished = self.finished or self._body_is_complete()

    def end(self) -> None:
        """Take note that nothing more comes; raises NotHttp where there was no whole head."""
        if self.status is None:
            raise NotHttp("ended within the head")
        self.finished = True

    def is_empty(self) -> bool:
        """Tell whether nothing has come yet."""
        return self.status is None and not self._data

    def body(self) -> bytes:
        """Return the body's beginning, as far as it has come and at most to the limit."""
        data = bytes(self._data)
        if self._chunked:
            data = _unchunk(data)
        return data[: self._body_limit if self._length is None else min(self._body_limit, self._length)]

    def rest(self) -> bytes:
        """Return what came behind the head, undecoded: after a proxy's CONNECT it belongs to the tunnel."""
        return bytes(self._data)

    def _take_head(self) -> bool:
        if not b"HTTP/".startswith(bytes(self._data[:5])):
            raise NotHttp("no status line")
        end = re.search(rb"\r?\n\r?\n", self._data)
        if end is None:
            if len(self._data) > HEAD_LIMIT:
                raise NotHttp("head too long")
            return False
        lines = re.split(rb"\r?\n", bytes(self._data[:end.start()]))
        del self._data[:end.end()]
        found = _STATUS_LINE.fullmatch(lines[0])
        if found is None:
            raise NotHttp("no status line")
        status = int(found.group(1))
        if status < 200 and status != 101:
            return True
        self._take_headers(lines[1:])
        self.status = status
        if status in (101, 204, 304):
            self._body_limit = 0
        return False

    def _take_headers(self, lines: list[bytes]) -> None:
        for line in lines:
            name, _colon, value = line.partition(b":")
            name, value = name.strip().lower(), value.strip()
            if name == b"location" and self.location is None:
                self.location = value
            elif name == b"transfer-encoding" and b"chunked" in value.lower():
                self._chunked = True
            elif name == b"content-length" and value.isdigit() and len(value) < 16:
                self._length = int(value)
        if self._chunked:
            self._length = None

    def _body_is_complete(self) -> bool:
        have = len(self.body())
        if have >= self._body_limit or len(self._data) > DATA_LIMIT:
            return True
        return self._length is not None and have >= self._length


def _unchunk(data: bytes) -> bytes:
    """Return the content of a chunked body's beginning; ends where the chunks are cut off or malformed."""
    content = bytearray()
    while True:
        line, newline, data = data.partition(b"\n")
        size = _CHUNK_SIZE.match(line)
        length = int(size.group(), 16) if size else 0
        if not newline or not length:
            return bytes(content)
        content += data[:length]
        data = data[length:].lstrip(b"\r\n")
