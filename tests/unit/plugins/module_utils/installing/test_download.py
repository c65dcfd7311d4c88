# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a server answers, and that only the whole, right file is ever kept."""

from __future__ import annotations

import hashlib

import pytest
from ansible.module_utils.basic import AnsibleModule
from ansible.module_utils.testing import patch_module_args

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.installing.checksum import NotVerified, expected_digest
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.installing.download import download

SCRIPT = b"#!/bin/sh\necho installed\n"
LENGTH = len(SCRIPT)
DIGEST = hashlib.sha256(SCRIPT).hexdigest()


@pytest.fixture
def module():
    with patch_module_args({}):
        return AnsibleModule({})


@pytest.fixture
def server(serve, authority, tmp_path, monkeypatch):
    """`server(answer)` over TLS that is trusted; returns its URL."""
    (tmp_path / "trusted.pem").write_text(authority.pem)
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "trusted.pem"))

    def started(answer, name="localhost"):
        context = authority.context(name)[0]

        def behave(connection):
            with context.wrap_socket(connection, server_side=True) as tls:
                tls.recv(4096)
                tls.sendall(answer)

        return f"https://localhost:{serve(behave).port}/script/t0k3n-of-the-account"

    return started


def answer(status="200 OK", length=LENGTH, body=SCRIPT, more=""):
    return f"HTTP/1.1 {status}\r\nConnection: close\r\nContent-Length: {length}\r\n{more}\r\n".encode() + body


def fetched(module, url, tmp_path, expected=DIGEST, limit=1000):
    download(module, url, str(tmp_path / "script"), expected, limit, 5)
    return (tmp_path / "script").read_bytes()


def test_the_right_file_is_kept(module, server, tmp_path):
    assert fetched(module, server(answer()), tmp_path) == SCRIPT


def test_without_an_announced_length_too(module, server, tmp_path):
    assert fetched(module, server(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + SCRIPT), tmp_path) == SCRIPT


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (answer(body=SCRIPT + b" ", length=len(SCRIPT) + 1), "has the SHA-256 "),
        (answer(length=500), f"broke off after {len(SCRIPT)} of 500 bytes"),
        (answer(length=5000), "5000 bytes long, at most 1000"),
        (b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + b"x" * 2000, "longer than the 1000 bytes"),
        (answer("404 Not Found"), "HTTP status 404"),
        (answer("503 Busy"), "HTTP status 503"),
        (answer("204 No Content", length=0, body=b""), "HTTP status 204"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n" + SCRIPT, "broke off"),
        (b"", "could not be reached"),
    ],
)
def test_everything_else_is_not(module, server, tmp_path, said, why):
    with pytest.raises(NotVerified, match=why) as caught:
        fetched(module, server(said), tmp_path)
    assert "t0k3n" not in str(caught.value)


def test_whoever_shows_a_wrong_certificate_is_not_asked(module, server, tmp_path):
    with pytest.raises(NotVerified, match="could not be reached") as caught:
        fetched(module, server(answer(), name="somebody.example"), tmp_path)
    assert "t0k3n" not in str(caught.value)
    assert not (tmp_path / "script").exists()


@pytest.mark.parametrize("url", ["http://localhost/x", "file:///etc/passwd", "ftp://localhost/x", "localhost/x"])
def test_only_https(module, tmp_path, url):
    with pytest.raises(NotVerified, match="must begin with https://"):
        fetched(module, url, tmp_path)


@pytest.mark.parametrize("wrong", [" ", "\t", "\n", "\x00", "\x7f", "\xa0", "ü"])
@pytest.mark.parametrize("place", ["https://localhost:1/script/?name=x{}y&code=t0k3n", "https://t0k3n{}.example/x", "https://msp:t0k3n{}@localhost:1/x"])
def test_what_belongs_into_no_url_is_not_quoted(module, tmp_path, place, wrong):
    with pytest.raises(NotVerified, match="percent-encoded") as caught:
        fetched(module, place.format(wrong), tmp_path)
    assert "t0k3n" not in str(caught.value)


@pytest.mark.parametrize("url", ["https://msp:t0k3n/x@localhost/x", "https://[t0k3n/x", "https://localhost:99999/t0k3n", "https:///t0k3n", "https://?t0k3n"])
def test_neither_is_what_names_no_server(module, tmp_path, url):
    with pytest.raises(NotVerified, match="names no server") as caught:
        fetched(module, url, tmp_path)
    assert "t0k3n" not in str(caught.value)


@pytest.mark.parametrize("checksum", ["", "x", "md5:" + "0" * 32, "0" * 63, "0" * 65, "sha1:" + "0" * 40, None])
def test_nothing_but_a_sha256_vouches(checksum):
    with pytest.raises(NotVerified, match="must be a SHA-256"):
        expected_digest(checksum)


@pytest.mark.parametrize("checksum", [DIGEST, DIGEST.upper(), "sha256:" + DIGEST, f" {DIGEST}\n"])
def test_its_forms(checksum):
    assert expected_digest(checksum) == DIGEST
