# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Read one certificate. The bytes come from whoever answered: whatever they are, there is a certificate or None."""

from __future__ import annotations

import hashlib
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.libraries import cryptography

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True)
class Certificate:
    """What a certificate says of itself. Times are aware and in UTC.

    `names` are the DNS names it is for (subjectAltName only: common names no longer count, RFC 9525). `subject` and `issuer`
    are RFC 4514 texts, `subject_key` and `issuer_key` the DER of those names, for comparing. `x509` is cryptography's own object.
    """

    fingerprint: str
    subject: str
    issuer: str
    subject_key: bytes
    issuer_key: bytes
    names: tuple[str, ...]
    not_before: datetime
    not_after: datetime
    authority: bool
    x509: Any

    @property
    def self_signed(self) -> bool:
        return self.subject_key == self.issuer_key and is_issued_by(self, self)

    def is_for(self, name: str) -> bool:
        """Whether the certificate is for this host name; a wildcard stands for exactly one leftmost label."""
        wanted = name.rstrip(".").lower()
        parent = wanted.partition(".")[2]
        return any(own == wanted or (own.startswith("*.") and parent and own[2:] == parent) for own in self.names)


def fingerprint(der: bytes) -> str:
    """SHA-256, in hexadecimal, as an observation names certificates."""
    return hashlib.sha256(der).hexdigest()


def read_certificate(der: bytes) -> Certificate | None:
    """The certificate in these bytes, or None where they are none. Raises nothing."""
    parsed = parse(der)
    return None if parsed is None else describe(parsed)


def parse(der: bytes) -> cryptography.x509.Certificate | None:
    """cryptography's own object of these bytes, or None where it takes them for none. Raises nothing."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return cryptography.x509.load_der_x509_certificate(der)
    except _unreadable():
        return None


def describe(parsed: cryptography.x509.Certificate) -> Certificate | None:
    """What a certificate says, or None where its parts cannot be read."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return Certificate(
                fingerprint=fingerprint(parsed.public_bytes(cryptography.hazmat.primitives.serialization.Encoding.DER)),
                subject=parsed.subject.rfc4514_string(),
                issuer=parsed.issuer.rfc4514_string(),
                subject_key=parsed.subject.public_bytes(),
                issuer_key=parsed.issuer.public_bytes(),
                names=_names(parsed),
                not_before=parsed.not_valid_before_utc,
                not_after=parsed.not_valid_after_utc,
                authority=_authority(parsed),
                x509=parsed,
            )
    except _unreadable():
        return None


def is_issued_by(certificate: Certificate, issuer: Certificate) -> bool:
    """Whether `issuer` is an authority whose key signed `certificate`."""
    if not issuer.authority or certificate.issuer_key != issuer.subject_key:
        return False
    try:
        certificate.x509.verify_directly_issued_by(issuer.x509)
    except (*_unreadable(), cryptography.exceptions.InvalidSignature):
        return False
    return True


def _unreadable() -> tuple[type[Exception], ...]:
    return (
        ValueError,
        TypeError,
        OverflowError,
        cryptography.exceptions.UnsupportedAlgorithm,
        cryptography.exceptions.InternalError,
        cryptography.x509.InvalidVersion,
        cryptography.x509.DuplicateExtension,
        cryptography.x509.UnsupportedGeneralNameType,
    )


def _names(parsed: cryptography.x509.Certificate) -> tuple[str, ...]:
    try:
        alternative = parsed.extensions.get_extension_for_class(cryptography.x509.SubjectAlternativeName)
    except cryptography.x509.ExtensionNotFound:
        return ()
    return tuple(name.lower() for name in alternative.value.get_values_for_type(cryptography.x509.DNSName))


def _authority(parsed: cryptography.x509.Certificate) -> bool:
    try:
        return bool(parsed.extensions.get_extension_for_class(cryptography.x509.BasicConstraints).value.ca)
    except cryptography.x509.ExtensionNotFound:
        return False
