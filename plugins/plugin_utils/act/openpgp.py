# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fingerprints of OpenPGP keys as vendors publish them (armoured): whether a package source's key is the one that was looked at. RFC 9580, 5.5.4."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Iterator, Sequence

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.problems import InputError, Problem, shown

LARGEST = 1_000_000  # bytes of a key file

_PUBLIC_KEY = 6
_BLOCK = re.compile(r"-----BEGIN PGP PUBLIC KEY BLOCK-----(.*?)-----END PGP PUBLIC KEY BLOCK-----", re.DOTALL)
_FINGERPRINT = re.compile(r"[0-9A-F]{40}|[0-9A-F]{64}")


def fingerprints(armoured: str) -> list[str]:
    """The fingerprints of every primary key in the text, in capitals. Raises ValueError where it is no key."""
    blocks = _BLOCK.findall(armoured)
    found = [_fingerprint(body) for block in blocks for tag, body in _packets(_decoded(block)) if tag == _PUBLIC_KEY]
    if not found:
        raise ValueError("no armoured OpenPGP public key")
    return found


def check_key(armoured: str, expected: Sequence[str] | None, where: str) -> list[str]:
    """The fingerprints of a key whose every primary key is an expected one. Raises InputError."""
    known = [normal(fingerprint) for fingerprint in expected or ()]
    if not known:
        raise InputError(
            [Problem(where, "fingerprints", "empty", "the fingerprints that the vendor's key may have; none is built in, verify it with the vendor")]
        )
    wrong = [given for given, form in zip(expected, known, strict=True) if not _FINGERPRINT.fullmatch(form)]
    if wrong:
        raise InputError([Problem(where, "fingerprints", shown(wrong[0]), "fingerprints of 40 or 64 hexadecimal digits, not short key ids")])
    try:
        found = fingerprints(armoured)
    except ValueError as error:
        raise InputError([Problem(where, "key", f"no OpenPGP key ({error})", "an armoured public key")]) from error
    strange = [fingerprint for fingerprint in found if fingerprint not in known]
    if strange:
        allowed = f"{', '.join(known)}. Where the vendor has a new key: verify its fingerprint with the vendor and add it"
        raise InputError([Problem(where, "key", f"a key with fingerprint {', '.join(strange)}", allowed)])
    return found


def normal(fingerprint: object) -> str:
    return re.sub(r"[\s:]|^0x", "", str(fingerprint)).upper()


def _decoded(block: str) -> bytes:
    """Without headers (up to an empty line) and without the checksum."""
    lines = block.strip("\r\n").splitlines()
    while lines and lines[0].strip():
        if ":" not in lines[0]:
            break
        lines.pop(0)
    text = "".join(line.strip() for line in lines if not line.startswith("="))
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise ValueError("damaged armour") from error


def _packets(data: bytes) -> Iterator[tuple[int, bytes]]:
    position = 0
    while position < len(data):
        head = data[position]
        if not head & 0x80:
            raise ValueError("no packet where one should begin")
        if head & 0x40:
            tag = head & 0x3F
            length, position = _new_length(data, position + 1)
        else:
            tag = (head >> 2) & 0x0F
            size = (1, 2, 4, 0)[head & 3]
            length = int.from_bytes(data[position + 1 : position + 1 + size], "big") if size else len(data) - position - 1
            position += 1 + size
        if position + length > len(data):
            raise ValueError("a packet is cut off")
        yield tag, data[position : position + length]
        position += length


def _new_length(data: bytes, position: int) -> tuple[int, int]:
    first = data[position : position + 1]
    if not first:
        raise ValueError("a packet is cut off")
    if first[0] < 192:
        return first[0], position + 1
    if first[0] < 224:
        return ((first[0] - 192) << 8) + int.from_bytes(data[position + 1 : position + 2], "big") + 192, position + 2
    if first[0] == 255:
        return int.from_bytes(data[position + 1 : position + 5], "big"), position + 5
    raise ValueError("a packet of unknown length")


def _fingerprint(body: bytes) -> str:
    version = body[0] if body else 0
    if version == 4:
        # RFC 9580 defines it as SHA-1; what is compared here was looked up by a person in this form.
        return hashlib.sha1(b"\x99" + len(body).to_bytes(2, "big") + body, usedforsecurity=False).hexdigest().upper()
    if version == 6:
        return hashlib.sha256(b"\x9b" + len(body).to_bytes(4, "big") + body).hexdigest().upper()
    raise ValueError(f"a key of version {version}")
