# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Servers on the loopback address: what a collector may meet, without any network."""
from __future__ import annotations

import base64
import datetime
import socket
import ssl
import threading
import time
from collections.abc import Callable
from ipaddress import ip_address
from pathlib import Path
from typing import Self

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID

PrivateKey = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey

HERE = "127.0.0.1"


def dns_query(number: int) -> bytes:
    """A question for example.org A with this id."""
    return number.to_bytes(2, "big") + b"\x01\x00\x00\x01" + bytes(6) + b"\x07example\x03org\x00\x00\x01\x00\x01"


def _answer(query: bytes) -> bytes:
    return query[:2] + b"\x81\x80\x00\x01\x00\x01\x00\x00\x00\x00" + query[12:] + b"\xc0\x0c\x00\x01\x00\x01\x00\x00\x00\x3c\x00\x04" + bytes([192, 0, 2, 7])


class Authority:
    """Whoever trusts `anchor` (PEM) trusts the servers with its contexts, as localhost."""

    def __init__(self) -> None:
        self._certificate, key = _certificate("Authority of the tests", None, None, ca=True)
        self._leaf, self._leaf_key = _certificate("localhost", self._certificate, key)
        self.anchor = _pem(self._certificate)
        self.chain = [one.public_bytes(serialization.Encoding.DER) for one in (self._leaf, self._certificate)]

    def context(self, bundle: Path) -> ssl.SSLContext:
        """A server's; `bundle` is the file that it needs for that."""
        key = self._leaf_key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()).decode()
        bundle.write_text(_pem(self._leaf) + self.anchor + key)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(bundle)
        # Wine speaks no newer one.
        context.maximum_version = ssl.TLSVersion.TLSv1_2
        return context


class Net:
    """Each attribute that ends in `_port` is where that server listens; `refused_port` is one where nobody does."""

    def __init__(self, folder: Path) -> None:
        self._sockets: list[socket.socket] = []
        authority = Authority()
        self.anchor, self.chain = authority.anchor, authority.chain
        self._tls = authority.context(folder / "server.pem")

    def __enter__(self) -> Self:
        self.refused_port = self._free_port()
        self.open_port = self._serve(lambda connection: connection.recv(1))
        self.resetting_port = self._serve(_reset)
        self.silent_port = self._serve(lambda connection: time.sleep(60))
        self.http_port = self._serve(lambda connection: self._http(connection, b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"))
        redirection = b"HTTP/1.1 302 Found\r\nLocation: https://user:CANARY@portal.example/x?CANARY\r\nContent-Length: 0\r\n\r\n"
        self.redirecting_port = self._serve(lambda connection: self._http(connection, redirection))
        self.chunked_port = self._serve(
            lambda connection: self._http(connection, b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"))
        self.other_port = self._serve(lambda connection: self._http(connection, b"220 mail.example ESMTP\r\n"))
        self.tls_port = self._serve(self._https)
        self.dns_port = self._dns()
        return self

    def __exit__(self, *_why: object) -> None:
        for one in self._sockets:
            one.close()

    def _serve(self, talk: Callable[[socket.socket], object]) -> int:
        listener = socket.create_server((HERE, 0), backlog=50)
        self._sockets.append(listener)
        threading.Thread(target=self._accept, args=(listener, talk), daemon=True).start()
        return listener.getsockname()[1]

    def _accept(self, listener: socket.socket, talk: Callable[[socket.socket], object]) -> None:
        while True:
            try:
                connection, _address = listener.accept()
            except OSError:
                return
            threading.Thread(target=_talk, args=(connection, talk), daemon=True).start()

    @staticmethod
    def _http(connection: socket.socket, said: bytes) -> None:
        while b"\r\n\r\n" not in connection.recv(65536):
            pass
        connection.sendall(said)

    def _https(self, connection: socket.socket) -> None:
        with self._tls.wrap_socket(connection, server_side=True) as tls:
            self._http(tls, b"HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n")

    def _dns(self) -> int:
        datagrams = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        datagrams.bind((HERE, 0))
        port = datagrams.getsockname()[1]
        stream = socket.create_server((HERE, port))
        self._sockets += [datagrams, stream]
        threading.Thread(target=_answer_datagrams, args=(datagrams,), daemon=True).start()
        threading.Thread(target=self._accept, args=(stream, _answer_stream), daemon=True).start()
        return port

    @staticmethod
    def _free_port() -> int:
        with socket.create_server((HERE, 0)) as one:
            return one.getsockname()[1]

    def plan(self, deadline: float = 20.0) -> dict:
        """Asks all of them, and a resolver that nobody is."""
        def endpoint(port: int, protocol: str, **more: object) -> dict:
            name = more.pop("name", HERE)
            return {"id": f"{name}:{port}/{protocol}", "name": name, "port": port, "protocol": protocol, **more}

        return {
            "deadline": deadline,
            "sections": ["dns", "endpoints"],
            "dns_queries": [{"id": "one", "packet": base64.b64encode(dns_query(4711)).decode(), "transports": ["udp", "tcp"]}],
            "dns_resolvers": [f"{HERE}:{self.dns_port}", f"{HERE}:{self.refused_port}"],
            "endpoints": [
                endpoint(self.open_port, "tcp"),
                endpoint(self.refused_port, "tcp"),
                endpoint(self.resetting_port, "http"),
                endpoint(self.silent_port, "http"),
                endpoint(self.http_port, "http", body=True, path="/x"),
                endpoint(self.redirecting_port, "http"),
                endpoint(self.chunked_port, "http", body=True),
                endpoint(self.other_port, "http"),
                endpoint(self.tls_port, "tls", name="localhost"),
                endpoint(self.http_port, "tls"),
                endpoint(self.tls_port, "http", name="localhost", scheme="https"),
                endpoint(self.dns_port, "udp", packet=base64.b64encode(dns_query(1)).decode()),
                endpoint(self.refused_port, "udp"),
            ],
        }


class Downloads:
    """A server for HTTPS on localhost whose answers are set by path; `asked` are the paths that were asked for. Nobody knows its authority beforehand."""

    def __init__(self, folder: Path, authority: Authority | None = None) -> None:
        self.authority = authority or Authority()
        self.answers: dict[str, bytes] = {}
        self.asked: list[str] = []
        self._tls = self.authority.context(folder / "downloads.pem")

    def __enter__(self) -> Self:
        self._listener = socket.create_server((HERE, 0), backlog=50)
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_why: object) -> None:
        self._listener.close()

    def url(self, path: str) -> str:
        return f"https://localhost:{self._listener.getsockname()[1]}{path}"

    def file(self, path: str, content: bytes, told: int | None = None) -> str:
        """The URL of that content; `told` is the length that is told of it, where it is another."""
        self.answers[path] = f"HTTP/1.1 200 OK\r\nContent-Length: {len(content) if told is None else told}\r\nConnection: close\r\n\r\n".encode() + content
        return self.url(path)

    def answer(self, path: str, status: str, **headers: str) -> str:
        lines = [f"HTTP/1.1 {status}", "Content-Length: 0", "Connection: close", *(f"{name}: {value}" for name, value in headers.items())]
        self.answers[path] = ("\r\n".join(lines) + "\r\n\r\n").encode()
        return self.url(path)

    def _accept(self) -> None:
        while True:
            try:
                connection, _address = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=_talk, args=(connection, self._serve), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with self._tls.wrap_socket(connection, server_side=True) as tls:
            said = b""
            while b"\r\n\r\n" not in said:
                said += tls.recv(65536)
            path = said.split(b" ", 2)[1].decode()
            self.asked.append(path)
            tls.sendall(self.answers[path])


def _talk(connection: socket.socket, talk: Callable[[socket.socket], object]) -> None:
    with connection:
        try:
            talk(connection)
        except OSError:
            return


def _reset(connection: socket.socket) -> None:
    connection.recv(1)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")


def _answer_datagrams(server: socket.socket) -> None:
    while True:
        try:
            query, peer = server.recvfrom(4096)
        except OSError:
            return
        # What is no answer to the question comes first.
        server.sendto(b"\xff\xff" + _answer(query)[2:], peer)
        server.sendto(_answer(query), peer)


def _answer_stream(connection: socket.socket) -> None:
    query = connection.recv(4096)[2:]
    answer = _answer(query)
    connection.sendall(len(answer).to_bytes(2, "big") + answer[:10])
    time.sleep(0.05)
    connection.sendall(answer[10:])


def _certificate(name: str, issuer: x509.Certificate | None, issuer_key: object, ca: bool = False) -> tuple[x509.Certificate, PrivateKey]:
    # Wine takes no signature by an elliptic curve of which a number is short, as one in a hundred has it.
    key = rsa.generate_private_key(65537, 2048) if ca else ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.datetime.now(datetime.UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=30))
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost"), x509.IPAddress(ip_address("192.0.2.1"))]), critical=False)
    )
    return builder.sign(issuer_key or key, hashes.SHA256()), key


def _pem(certificate: x509.Certificate) -> str:
    return certificate.public_bytes(serialization.Encoding.PEM).decode()
