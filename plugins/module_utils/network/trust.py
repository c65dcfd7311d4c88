# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Whom the machine trusts, and TLS contexts that do or do not ask it."""

from __future__ import annotations

import os
import ssl

# Where systems keep their authorities, for an interpreter that was built to look for them somewhere else.
BUNDLES = (
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/ca-bundle.pem",
    "/etc/ssl/cert.pem",
)


class Trust:
    """The contexts of one observation, each made when it is first needed and then shared: loading a bundle takes its time."""

    def __init__(self, anchor: str = "", bundles: tuple[str, ...] = BUNDLES) -> None:
        self._anchor = anchor
        self._bundles = bundles
        self._verifying: ssl.SSLContext | None = None
        self._reading: dict[ssl.TLSVersion, ssl.SSLContext] = {}
        self.has_authorities = True

    def verifying(self) -> ssl.SSLContext:
        """Return a context that trusts what the machine trusts, and the anchor; raises OSError where a bundle cannot be read."""
        if self._verifying is None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
            self.has_authorities = self._load_authorities(context)
            if self._anchor:
                context.load_verify_locations(cadata=_ascii(self._anchor))
                self.has_authorities = True
            self._verifying = context
        return self._verifying

    def reading(self, highest: ssl.TLSVersion = ssl.TLSVersion.MAXIMUM_SUPPORTED) -> ssl.SSLContext:
        """Return a context that takes any certificate, only to see it; nothing is ever sent over it."""
        if highest not in self._reading:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
            context.maximum_version = highest
            self._reading[highest] = context
        return self._reading[highest]

    def _load_authorities(self, context: ssl.SSLContext) -> bool:
        paths = ssl.get_default_verify_paths()
        if paths.cafile or _has_files(paths.capath):
            context.set_default_verify_paths()
            return True
        for bundle in self._bundles:
            if os.path.isfile(bundle):
                context.load_verify_locations(cafile=bundle)
                return True
        return False


def check_anchor(anchor: str) -> None:
    """Raise ValueError where `anchor` is neither empty nor PEM certificates."""
    if anchor:
        try:
            ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations(cadata=_ascii(anchor))
        except (ssl.SSLError, ValueError) as problem:
            raise ValueError("no certificate in PEM") from problem


def _ascii(anchor: str) -> str:
    """Return the certificates without what people write between them, in any language; never empty."""
    return anchor.encode("ascii", "ignore").decode("ascii") or "-"


def _has_files(folder: str | None) -> bool:
    try:
        return bool(folder and os.listdir(folder))
    except OSError:
        return False
