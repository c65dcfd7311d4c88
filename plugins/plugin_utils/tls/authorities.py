# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The certificate authorities that the control node trusts: what 'public' means to the judge.

There is no public list of public authorities to ask, so the control node's own trust store stands for it (OpenSSL's default
places, as its own TLS uses them), plus the trust anchor that was given for this run. An authority that is in neither is
*private*. So a control node whose own store holds a company's inspecting authority would take that one for public: such a
machine is no control node for this judgement, docs/requirements.md says so.
"""

from __future__ import annotations

import os
import re
import ssl
import warnings
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.libraries import cryptography
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.tls.certificate import (
    Certificate,
    describe,
    is_issued_by,
    parse,
)

if TYPE_CHECKING:
    from datetime import datetime

_PEM = re.compile("-----BEGIN CERTIFICATE-----(.+?)-----END CERTIFICATE-----", re.DOTALL)
_HASHED_NAME = re.compile(r"[0-9a-f]{8}\.[0-9]+")
_LONGEST_CHAIN = 10


class Authorities:
    """Root certificates; they are loaded when the first chain has to be read, which on healthy hosts never happens."""

    def __init__(self, load: Callable[[], Iterable[bytes]]) -> None:
        """`load` gives the roots as DER."""
        self._load = load

    @cached_property
    def _certificates(self) -> list[Any]:
        # A store may hold what a newer cryptography refuses; one such root must not cost all others.
        return [parsed for parsed in map(parse, self._load()) if parsed is not None]

    @cached_property
    def _store(self) -> Any:
        return cryptography.x509.verification.Store(self._certificates)

    @cached_property
    def _by_subject(self) -> dict[bytes, list[Certificate]]:
        found: dict[bytes, list[Certificate]] = {}
        for root in map(describe, self._certificates):
            if root is not None:
                found.setdefault(root.subject_key, []).append(root)
        return found

    def __bool__(self) -> bool:
        return bool(self._certificates)

    def anchor(self, leaf: Certificate, others: Sequence[Certificate]) -> tuple[bool, Certificate]:
        """Follow signatures from `leaf` through `others`: whether they lead to a root of ours, and the last certificate reached.

        Validity in time and names are not looked at: an expired certificate of a public authority is anchored.
        """
        current = leaf
        for _step in range(_LONGEST_CHAIN):
            if any(root.fingerprint == current.fingerprint for root in self._by_subject.get(current.subject_key, ())):
                return True, current
            for root in self._by_subject.get(current.issuer_key, ()):
                if is_issued_by(current, root):
                    return True, current
            above = next((one for one in others if one.fingerprint != current.fingerprint and is_issued_by(current, one)), None)
            if above is None:
                break
            current = above
        return False, current

    def verify(self, name: str, leaf: Certificate, others: Sequence[Certificate], now: datetime) -> bool:
        """The whole verification that a browser would do, at the given time, by cryptography's own verifier."""
        if not self:
            return False
        try:
            verifier = (
                cryptography.x509.verification.PolicyBuilder()
                .store(self._store)
                .time(now)
                .build_server_verifier(cryptography.x509.DNSName(name))
            )
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                verifier.verify(leaf.x509, [one.x509 for one in others])
        except (cryptography.x509.verification.VerificationError, ValueError, TypeError):
            return False
        return True


def of_pem(text: str) -> list[bytes]:
    """The certificates of a PEM text, as DER; what is none is left out."""
    found = []
    for block in _PEM.findall(text):
        try:
            found.append(ssl.PEM_cert_to_DER_cert(f"{ssl.PEM_HEADER}\n{block.strip()}\n{ssl.PEM_FOOTER}\n"))
        except ValueError:
            continue
    return found


def of_control_node(trust_anchor: str = "") -> Authorities:
    """What this machine trusts, and the certificates of the PEM text `trust_anchor` (empty: none). Reads files when first asked."""

    def load() -> list[bytes]:
        texts = [*_trust_store(), trust_anchor]
        return [der for text in texts for der in of_pem(text)]

    return Authorities(load)


def _trust_store() -> Iterable[str]:
    places = ssl.get_default_verify_paths()
    if places.cafile:
        return [_text(places.cafile)]
    if places.capath:
        names = sorted(name for name in os.listdir(places.capath) if _HASHED_NAME.fullmatch(name))
        return [_text(os.path.join(places.capath, name)) for name in names]
    return []


def _text(path: str) -> str:
    try:
        with open(path, encoding="latin-1") as file:
            return file.read()
    except OSError:
        return ""
