# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Servers on the loopback interface that behave as the tests need them."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable


class TcpServer:
    """Runs `behave` for every connection in a thread; `port` is free and chosen by the system."""

    def __init__(self, behave: Callable[[socket.socket], None], address: str = "127.0.0.1") -> None:
        self._behave = behave
        self._listener = socket.create_server((address, 0), family=socket.AF_INET6 if ":" in address else socket.AF_INET, backlog=128)
        self.port = self._listener.getsockname()[1]
        self._connections: list[socket.socket] = []
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            try:
                connection, _peer = self._listener.accept()
            except OSError:
                return
            self._connections.append(connection)
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        try:
            self._behave(connection)
        except OSError:
            pass

    def close(self) -> None:
        self._listener.close()
        for connection in self._connections:
            connection.close()


class UdpServer:
    """Answers every datagram with what `answer` returns, with nothing where that is None."""

    def __init__(self, answer: Callable[[bytes], bytes | None], port: int = 0) -> None:
        self._answer = answer
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind(("127.0.0.1", port))
        self.port = self._socket.getsockname()[1]
        self.asked: list[bytes] = []
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                question, peer = self._socket.recvfrom(65535)
                self.asked.append(question)
                answer = self._answer(question)
                if answer is not None:
                    self._socket.sendto(answer, peer)
            except OSError:
                return

    def close(self) -> None:
        self._socket.close()


def be_silent(connection: socket.socket) -> None:
    """Take everything and say nothing."""
    while connection.recv(4096):
        pass


def drip(data: bytes, pause: float = 0.05) -> Callable[[socket.socket], None]:
    """Send one byte at a time, for ever."""

    def behave(connection: socket.socket) -> None:
        gate = threading.Event()
        at = 0
        while True:
            connection.sendall(data[at % len(data):at % len(data) + 1])
            at += 1
            gate.wait(pause)

    return behave


def say(data: bytes) -> Callable[[socket.socket], None]:
    """Wait for a question, answer it whatever it was, and close."""

    def behave(connection: socket.socket) -> None:
        connection.recv(65536)
        connection.sendall(data)
        connection.close()

    return behave


def over_tls(context: ssl.SSLContext, behave: Callable[[socket.socket], None]) -> Callable[[socket.socket], None]:
    """Shake hands first."""

    def shake(connection: socket.socket) -> None:
        try:
            with context.wrap_socket(connection, server_side=True) as secured:
                behave(secured)
        except ssl.SSLError:
            connection.close()

    return shake


def answer_dns(connection: socket.socket) -> None:
    """Echo a question over TCP as its answer, flagged as one."""
    length = int.from_bytes(connection.recv(2), "big")
    question = connection.recv(length)
    answer = as_answer(question)
    connection.sendall(len(answer).to_bytes(2, "big") + answer)


def as_answer(question: bytes) -> bytes:
    return question[:2] + b"\x81\x80" + question[4:]


def forward(log: list[bytes], allow: bool = True, greeting: bytes = b"") -> Callable[[socket.socket], None]:
    """Be a proxy: CONNECT to any port, on the loopback interface whatever the host; keeps the heads of all requests in `log`."""

    def behave(connection: socket.socket) -> None:
        head = b""
        while b"\r\n\r\n" not in head:
            piece = connection.recv(65536)
            if not piece:
                return
            head += piece
        log.append(head)
        method, target, _version = head.split(b"\r\n")[0].split(b" ")
        if method != b"CONNECT":
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nproxy")
            connection.close()
            return
        if not allow:
            connection.sendall(b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n")
            connection.close()
            return
        far = socket.create_connection(("127.0.0.1", int(target.rpartition(b":")[2])))
        connection.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n" + greeting)
        threading.Thread(target=_pump, args=(far, connection), daemon=True).start()
        _pump(connection, far)

    return behave


def _pump(source: socket.socket, target: socket.socket) -> None:
    try:
        while True:
            data = source.recv(65536)
            if not data:
                break
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)
    except OSError:
        pass
