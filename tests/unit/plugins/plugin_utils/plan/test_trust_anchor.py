# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.plan.settings import load_settings
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.plan.trust_anchor import certificates_in


@pytest.fixture(scope="module")
def key_and_certificate():
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Lab")])
    start = datetime(2026, 1, 1, tzinfo=UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(start)
        .not_valid_after(start + timedelta(days=365))
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return private, certificate.public_bytes(serialization.Encoding.PEM)


def test_only_certificates_travel(key_and_certificate):
    private, certificate = key_and_certificate
    assert certificates_in(private + b"# a comment\n" + certificate + certificate) == (certificate + certificate).decode()


def test_the_setting_holds_the_files_certificates(key_and_certificate, tmp_path):
    path = tmp_path / "ca.pem"
    path.write_bytes(b"".join(key_and_certificate))
    assert load_settings({"maintenance_trust_anchor": str(path)}).trust_anchor_pem == key_and_certificate[1].decode()


@pytest.mark.parametrize("content", [b"", b"\x00\xff", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"])
def test_without_a_certificate_there_is_no_anchor(content):
    with pytest.raises(ValueError, match="."):
        certificates_in(content)


def test_a_key_alone_is_no_anchor(key_and_certificate):
    with pytest.raises(ValueError, match="."):
        certificates_in(key_and_certificate[0])
