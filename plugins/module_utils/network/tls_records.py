# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The certificates a TLS server sends in the clear, read from the records of a handshake up to TLS 1.2 (RFC 5246)."""

from __future__ import annotations

HANDSHAKE = 22
ALERT = 21
CERTIFICATE = 11
SERVER_HELLO_DONE = 14

RECORD_LIMIT = 16384 + 2048
MESSAGE_LIMIT = 256 * 1024
CHAIN_LIMIT = 10


class NotTls(ValueError):
    """The bytes are no TLS handshake."""


class CertificateReader:
    """Fed with what the server sends, however it is cut into records, until `finished`."""

    def __init__(self) -> None:
        self.certificates: list[bytes] = []
        self.alert: int | None = None
        self.finished = False
        self._records = bytearray()
        self._messages = bytearray()

    def feed(self, data: bytes) -> None:
        """Take further bytes; raises NotTls."""
        self._records += data
        while not self.finished and self._take_record():
            pass

    def _take_record(self) -> bool:
        head = self._records[:5]
        if head and head[0] not in (HANDSHAKE, ALERT) or len(head) > 1 and head[1] != 3:
            raise NotTls("no TLS record")
        if len(head) < 5:
            return False
        length = int.from_bytes(head[3:5], "big")
        if not 0 < length <= RECORD_LIMIT:
            raise NotTls("record of a wrong length")
        if len(self._records) < 5 + length:
            return False
        payload = bytes(self._records[5:5 + length])
        del self._records[:5 + length]
        if head[0] == ALERT:
            self.alert = payload[1] if len(payload) > 1 else 0
            self.finished = True
        else:
            self._messages += payload
            self._take_messages()
        return True

    def _take_messages(self) -> None:
        while not self.finished and len(self._messages) >= 4:
            length = int.from_bytes(self._messages[1:4], "big")
            if length > MESSAGE_LIMIT:
                raise NotTls("message too long")
            if len(self._messages) < 4 + length:
                return
            kind = self._messages[0]
            body = bytes(self._messages[4:4 + length])
            del self._messages[:4 + length]
            if kind == CERTIFICATE:
                self.certificates = certificates_of(body)
            self.finished = kind in (CERTIFICATE, SERVER_HELLO_DONE)


def certificates_of(body: bytes) -> list[bytes]:
    """Return the DER certificates of a Certificate message's body, at most the first ten; raises NotTls."""
    if len(body) < 3 or int.from_bytes(body[:3], "big") != len(body) - 3:
        raise NotTls("certificate list of a wrong length")
    certificates = []
    at = 3
    while at < len(body) and len(certificates) < CHAIN_LIMIT:
        length = int.from_bytes(body[at:at + 3], "big")
        certificate = body[at + 3:at + 3 + length]
        if at + 3 > len(body) or not length or len(certificate) != length:
            raise NotTls("certificate of a wrong length")
        certificates.append(certificate)
        at += 3 + length
    return certificates
