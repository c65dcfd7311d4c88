# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A mark by which a credential is known again, from which nobody learns the credential."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Mapping
from pathlib import Path

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run import files

KEY_BYTES = 32
LARGEST_KEY_FILE = 1_000_000  # bytes

DEFAULT_IDENTITIES = ("id_rsa", "id_ecdsa", "id_ecdsa_sk", "id_ed25519", "id_ed25519_sk", "id_xmss", "id_dsa")
"""What ssh offers of its own accord (ssh_config(5), IdentityFile)."""


def fingerprint(key: bytes, parts: Mapping[str, str | None]) -> str:
    """HMAC-SHA256, in hex, over everything that a log-in uses: another value in any part gives another mark."""
    message = json.dumps(dict(parts), sort_keys=True).encode("utf-8", errors="surrogatepass")
    return hmac.new(key, message, hashlib.sha256).hexdigest()


def control_node_key(state_dir: Path | str) -> bytes:
    """The control node's own secret for such marks, made when first asked for. Raises OSError, or ValueError where it is damaged."""
    path = Path(state_dir).expanduser() / "key"
    with files.locked(path.with_suffix(".lock")):
        if not path.exists():
            with files.private_file(path) as file:
                file.write(secrets.token_bytes(KEY_BYTES))
        key = path.read_bytes()
    if len(key) != KEY_BYTES:
        raise ValueError(f"{path} does not hold {KEY_BYTES} bytes; remove it, and remembered rejections are forgotten")
    return key


def file_digest(path: str | None) -> str | None:
    """SHA-256 of a key file's content, in hex; `unreadable` where there is none, None where no path was given."""
    if not path:
        return None
    try:
        with open(os.path.expanduser(path), "rb") as file:
            return hashlib.sha256(file.read(LARGEST_KEY_FILE)).hexdigest()
    except OSError:
        return "unreadable"


def default_identities_digest(folder: str = "~/.ssh") -> str:
    """One digest over the keys that ssh offers where none is configured. Keys that only an agent holds are not in it."""
    return "|".join(file_digest(os.path.join(folder, name)) or "" for name in DEFAULT_IDENTITIES)
