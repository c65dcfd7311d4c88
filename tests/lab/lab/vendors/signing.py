# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keys that sign the doubled repositories, by gpg in a folder of their own. Made anew each time, known to nobody outside."""
from __future__ import annotations

import datetime
import os
import shutil
import tempfile
from pathlib import Path

from lab.commands import run

_OWNER = "Lab, double of TeamViewer's signing key"


class Keyring:
    """Where the keys live until ``close``."""

    def __init__(self) -> None:
        # gpg's agent puts its socket here, whose path may not be long.
        self._folder = tempfile.mkdtemp(prefix="lab-keys-")
        self.environment = {**os.environ, "GNUPGHOME": self._folder}

    def new(self, expired: bool = False) -> Key:
        """Another key; an expired one ended yesterday."""
        made_on = datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=31 if expired else 1)
        before = set(self._fingerprints())
        # gpg's clock stands still at the moment of making alone.
        self._gpg(
            "--faked-system-time", f"{made_on:%Y%m%dT%H%M%S}!", "--passphrase", "", "--quick-generate-key",
            f"{_OWNER} {len(before) + 1}", "rsa2048", "sign", "30d" if expired else "1y",
        )
        (made,) = set(self._fingerprints()) - before
        return Key(self, made, made_on)

    def gpg(self, *arguments: str, text: str | None = None) -> str:
        return self._gpg(*arguments, text=text)

    def close(self) -> None:
        run("gpgconf", "--homedir", self._folder, "--kill", "all")
        shutil.rmtree(self._folder, ignore_errors=True)

    def _gpg(self, *arguments: str, text: str | None = None) -> str:
        return run("gpg", "--batch", "--quiet", "--yes", "--pinentry-mode", "loopback", *arguments, text=text, env=self.environment)

    def _fingerprints(self) -> list[str]:
        lines = [line.split(":") for line in self._gpg("--list-keys", "--with-colons").splitlines()]
        return [fields[9] for fields in lines if fields[0] == "fpr"]


class Key:
    """One signing key. What is expired still signs, as of its own days."""

    def __init__(self, keyring: Keyring, fingerprint: str, made_on: datetime.datetime) -> None:
        self.keyring = keyring
        self.fingerprint = fingerprint
        self._clock = ("--faked-system-time", f"{made_on + datetime.timedelta(hours=1):%Y%m%dT%H%M%S}!")

    @property
    def armored(self) -> str:
        """The public key, as a vendor's server offers it."""
        return self.keyring.gpg("--armor", "--export", self.fingerprint)

    def binary(self) -> bytes:
        """The public key, as /usr/share/keyrings has it."""
        with tempfile.TemporaryDirectory(prefix="lab-") as folder:
            path = Path(folder, "key.gpg")
            self.keyring.gpg("--output", str(path), "--export", self.fingerprint)
            return path.read_bytes()

    def sign(self, path: Path, signature: Path, clear: bool = False) -> None:
        """Beside the file, or (``clear``) around its text."""
        self.keyring.gpg(
            *self._clock, "--local-user", self.fingerprint, "--armor", "--output", str(signature), "--clear-sign" if clear else "--detach-sign", str(path),
        )

    def sign_rpm(self, path: Path) -> None:
        """Inside the package."""
        program = ("--define", f"__gpg {shutil.which('gpg')}", "--define", f"_gpg_name {self.fingerprint}")
        run("rpmsign", *program, "--addsign", str(path), env=self.keyring.environment)
