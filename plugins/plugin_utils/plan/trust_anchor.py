# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What of a PEM file may travel to a customer's machine."""

from __future__ import annotations

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.libraries import cryptography


def certificates_in(pem: bytes) -> str:
    """The certificates of a PEM file and nothing else of it, above all no private key. Raises ValueError where there is none."""
    try:
        certificates = cryptography.x509.load_pem_x509_certificates(pem)
    except cryptography.x509.InvalidVersion as error:
        raise ValueError(str(error)) from error
    encoding = cryptography.hazmat.primitives.serialization.Encoding.PEM
    return "".join(certificate.public_bytes(encoding).decode("ascii") for certificate in certificates)
