# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Ed25519 key by which heads are signed, and the public halves by which signatures are believed."""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run import files
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.store.errors import StoreError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

FILE = "evidence_key.pem"
LARGEST = 10_000  # bytes


class KeyProblem(StoreError):
    """A key that cannot be used; the text names the file and shows nothing of it."""


class Signer:
    """`key_id` is the SHA-256 of the raw public key."""

    def __init__(self, private: Ed25519PrivateKey) -> None:
        self._private = private
        self.key_id = key_id(private.public_key())

    def sign(self, text: str) -> str:
        return base64.b64encode(self._private.sign(text.encode("ascii"))).decode("ascii")

    @property
    def public(self) -> Ed25519PublicKey:
        return self._private.public_key()


@dataclass
class Trusted:
    """The public keys whose signatures count, by their id."""

    keys: dict[str, Ed25519PublicKey] = field(default_factory=dict)

    def add(self, public: Ed25519PublicKey) -> None:
        self.keys[key_id(public)] = public

    def verifies(self, key: str, signature: str, text: str) -> bool:
        from cryptography.exceptions import InvalidSignature

        try:
            self.keys[key].verify(base64.b64decode(signature, validate=True), text.encode("ascii"))
        except (InvalidSignature, KeyError, ValueError, binascii.Error):
            return False
        return True


def signer(state_dir: Path, path: str | None = None) -> Signer:
    """The key at `path`, which must exist, or the state directory's own, made at its first use. Raises KeyProblem."""
    if path:
        return Signer(_load(Path(path).expanduser()))
    own = state_dir / FILE
    if not own.exists():
        _make(own)
    return Signer(_load(own))


def trusted(state_dir: Path, path: str | None = None, public_keys: Iterable[str] = ()) -> Trusted:
    """The public half of our own key, if there is one, and of those in the named files. Raises KeyProblem."""
    keys = Trusted()
    if path or (state_dir / FILE).exists():
        keys.add(signer(state_dir, path).public)
    for given in public_keys:
        keys.add(_load_public(Path(given).expanduser()))
    return keys


def key_id(public: Ed25519PublicKey) -> str:
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    return hashlib.sha256(public.public_bytes(Encoding.Raw, PublicFormat.Raw)).hexdigest()


def _make(path: Path) -> None:
    """Several runs may begin at once: whoever is first makes the key."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    pem = Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    with files.locked(path.with_suffix(".lock")):
        if not path.exists():
            with files.private_file(path) as file:
                file.write(pem)
                file.flush()
                os.fsync(file.fileno())


def _load(path: Path) -> Ed25519PrivateKey:
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    try:
        key = load_pem_private_key(_read(path), None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise KeyProblem(f"{path} is no private key in PEM without a passphrase") from None
    if not isinstance(key, Ed25519PrivateKey):
        raise KeyProblem(f"{path} is a private key of another kind than Ed25519")
    return key


def _load_public(path: Path) -> Ed25519PublicKey:
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from cryptography.hazmat.primitives.serialization import load_pem_public_key

    try:
        key = load_pem_public_key(_read(path))
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise KeyProblem(f"{path} is no public key in PEM") from None
    if not isinstance(key, Ed25519PublicKey):
        raise KeyProblem(f"{path} is a public key of another kind than Ed25519")
    return key


def _read(path: Path) -> bytes:
    try:
        with open(path, "rb") as file:
            return file.read(LARGEST)
    except OSError as error:
        raise KeyProblem(f"{path} cannot be read: {error.strerror}") from None
