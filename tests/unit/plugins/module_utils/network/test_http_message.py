# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.network.http_message import NotHttp, ResponseReader, request


def read(data, body_limit=100, pieces=(), has_body=True):
    reader = ResponseReader(body_limit, has_body)
    for size in [*pieces, len(data)]:
        reader.feed(data[:size])
        data = data[size:]
    return reader


def test_a_request_line_by_line():
    assert request("GET", "/x?y", "host:81", (("Connection", "close"),)).split(b"\r\n") == [
        b"GET /x?y HTTP/1.1",
        b"Host: host:81",
        b"User-Agent: bauer_group.remote_maintenance",
        b"Accept: */*",
        b"Connection: close",
        b"",
        b"",
    ]


@given(st.text(), st.text(), st.text())
def test_nothing_ends_its_line(target, host, value):
    head = request("GET", target, host, (("X", value),))
    assert head.count(b"\r\n") == head.count(b"\n") == 6
    assert head.count(b"\r") == 6


@pytest.mark.parametrize(
    ("data", "status", "location", "body", "finished"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokNEXT", 200, None, b"ok", True),
        (b"HTTP/1.0 302 Found\nLocation: /login\n\n", 302, b"/login", b"", False),
        (b"HTTP/1.1 204\r\n\r\n", 204, None, b"", True),
        (b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 401 No\r\nContent-Length: 0\r\n\r\n", 401, None, b"", True),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n3;x=y\r\nabc\r\n0\r\n\r\n", 200, None, b"okabc", False),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nok", 200, None, b"", False),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n" + b"x" * 500, 200, None, b"x" * 100, True),
        (b"HTTP/2 200\r\nlocation : a\r\nLocation: b\r\n\r\n", 200, b"a", b"", False),
    ],
)
def test_responses(data, status, location, body, finished):
    reader = read(data)
    assert (reader.status, reader.location, reader.body(), reader.finished) == (status, location, body, finished)
    if not finished:
        reader.end()
        assert reader.finished


@pytest.mark.parametrize(
    "data",
    [
        b"SSH-2.0-x\r\n",
        b"\x15\x03\x01\x00\x02",
        b"HTTP/1.1 abc\r\n\r\n",
        b"HTTP/1.1 099 x\r\n\r\n",
        b"HTTP/1.1\r\n\r\n",
        b"<html>",
        b"HTTP/1.1 200 " + b"x" * 20000,
    ],
)
def test_what_is_no_http(data):
    with pytest.raises(NotHttp):
        read(data)


def test_an_end_within_the_head():
    reader = read(b"HTTP/1.1 200 OK\r\nX: y")
    assert reader.status is None
    assert not reader.is_empty()
    with pytest.raises(NotHttp):
        reader.end()


def test_a_tunnel_keeps_what_came_behind_the_head():
    reader = read(b"HTTP/1.1 200 Connection established\r\n\r\n\x16\x03", has_body=False)
    assert (reader.finished, reader.rest()) == (True, b"\x16\x03")


@given(st.lists(st.integers(1, 40), max_size=30))
def test_it_does_not_matter_how_it_is_cut(pieces):
    data = b"HTTP/1.1 200 OK\r\nLocation: /x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n"
    reader = read(data, 11, pieces)
    assert (reader.status, reader.location, reader.body(), reader.finished) == (200, b"/x", b"hello world", True)


@given(st.lists(st.binary(max_size=50), max_size=6), st.sampled_from([b"", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"]))
def test_anything_is_read_or_is_no_http(pieces, beginning):
    reader = ResponseReader(100)
    try:
        for piece in [beginning, *pieces]:
            reader.feed(piece)
        reader.end()
    except NotHttp:
        assert reader.status is None
    else:
        assert 100 <= reader.status <= 999
        assert len(reader.body()) <= 100
