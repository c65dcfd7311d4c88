# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.network.tls_records import CertificateReader, NotTls, certificates_of


def message(kind, body):
    return bytes([kind]) + len(body).to_bytes(3, "big") + body


def record(payload, kind=22):
    return bytes([kind, 3, 3]) + len(payload).to_bytes(2, "big") + payload


def certificate_body(certificates):
    listed = b"".join(len(certificate).to_bytes(3, "big") + certificate for certificate in certificates)
    return len(listed).to_bytes(3, "big") + listed


HELLO = message(2, b"\x03\x03" + bytes(36))


@given(
    st.lists(st.binary(min_size=1, max_size=400), max_size=10),
    st.lists(st.integers(1, 700), max_size=20),
    st.lists(st.integers(1, 700), max_size=20),
)
def test_certificates_however_they_are_cut(certificates, records, pieces):
    messages = HELLO + message(11, certificate_body(certificates)) + message(12, b"key exchange") + message(14, b"")
    sent = b""
    for size in [*records, len(messages)]:
        if messages:
            sent += record(messages[:size])
            messages = messages[size:]
    reader = CertificateReader()
    for size in [*pieces, len(sent)]:
        reader.feed(sent[:size])
        sent = sent[size:]
    assert reader.finished
    assert reader.certificates == certificates
    assert reader.alert is None


@given(st.lists(st.binary(max_size=60), max_size=8))
def test_anything_else_is_no_tls_or_not_finished(pieces):
    reader = CertificateReader()
    try:
        for piece in pieces:
            reader.feed(piece)
    except NotTls:
        pass
    assert all(isinstance(certificate, bytes) for certificate in reader.certificates)


@given(st.binary(max_size=200))
def test_any_certificate_message(body):
    reader = CertificateReader()
    try:
        reader.feed(record(HELLO + message(11, body)))
    except NotTls:
        assert reader.certificates == []
    else:
        assert reader.finished


@pytest.mark.parametrize("data", [b"HTTP/1.1 400 Bad Request\r\n", b"SSH-2.0-OpenSSH", b"\x16\x02\x00", b"\x16\x03\x03\x00\x00", b"\x16\x03\x03\xff\xff"])
def test_other_protocols_are_told(data):
    with pytest.raises(NotTls):
        CertificateReader().feed(data)


def test_an_alert_ends_it():
    reader = CertificateReader()
    reader.feed(record(b"\x02\x46", kind=21))
    assert (reader.finished, reader.alert, reader.certificates) == (True, 70, [])


def test_a_server_without_certificate():
    reader = CertificateReader()
    reader.feed(record(HELLO + message(14, b"")))
    assert (reader.finished, reader.certificates) == (True, [])


def test_a_message_that_claims_to_be_huge_is_not_waited_for():
    with pytest.raises(NotTls):
        CertificateReader().feed(record(b"\x0b\xff\xff\xff" + bytes(10)))


def test_no_more_than_ten_certificates():
    assert certificates_of(certificate_body([b"x"] * 12)) == [b"x"] * 10
