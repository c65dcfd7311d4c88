# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from datetime import UTC, datetime

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

FIRST, LAST = datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 12, 1, tzinfo=UTC)


class Issuer:
    """A certificate authority with a key of its own; makes certificates as DER."""

    def __init__(self, name="Public Root"):
        self.name = name
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.root = self.make(name, name, self.key.public_key(), authority=True, first=datetime(2016, 1, 1, tzinfo=UTC), last=datetime(2046, 1, 1, tzinfo=UTC))

    def issue(self, common_name, *more, names=True, issuer=None, first=FIRST, last=LAST):
        public_key = ec.generate_private_key(ec.SECP256R1()).public_key()
        return self.make(common_name, issuer or self.name, public_key, names=(common_name, *more) if names else (), first=first, last=last)

    def make(self, subject, issuer, public_key, *, names=(), authority=False, first=FIRST, last=LAST):
        def named(text):
            return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])

        builder = (
            x509.CertificateBuilder(issuer_name=named(issuer), subject_name=named(subject), public_key=public_key, serial_number=x509.random_serial_number())
            .not_valid_before(first)
            .not_valid_after(last)
            .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(public_key), critical=False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key()), critical=False)
        )
        if authority:
            others = ("content_commitment", "key_encipherment", "data_encipherment", "key_agreement", "encipher_only", "decipher_only")
            usage = x509.KeyUsage(digital_signature=True, key_cert_sign=True, crl_sign=True, **dict.fromkeys(others, False))
            builder = builder.add_extension(usage, critical=True)
        if names:
            builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName(name.lower()) for name in names]), critical=False)
            builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        return builder.sign(self.key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)

    def pem(self):
        return x509.load_der_x509_certificate(self.root).public_bytes(serialization.Encoding.PEM).decode("ascii")


@pytest.fixture(scope="session")
def authority():
    return Issuer()


@pytest.fixture(scope="session")
def other_authority():
    """Another authority that goes by the same name."""
    return Issuer()


@pytest.fixture(scope="session")
def middle(authority):
    """An intermediate authority: its issuer, and its own certificate as DER."""
    issuer = Issuer("Public Middle")
    return issuer, authority.make("Public Middle", authority.name, issuer.key.public_key(), authority=True, first=FIRST, last=LAST)
