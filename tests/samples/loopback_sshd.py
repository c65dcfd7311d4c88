# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A real sshd on the loopback interface: no account is made, log-ins are the test's own user's with a key of the test."""

from __future__ import annotations

import getpass
import os
import re
import shutil
import socket
import subprocess
import time
from pathlib import Path
from typing import Self

SSHD = shutil.which("sshd") or shutil.which("sshd", path="/usr/sbin:/sbin")
WHY_NOT = "no sshd here (Debian: openssh-server)"


class LoopbackSshd:
    """An sshd with its own host key and log. `address`, `port`, `user_key` (private key's path), `known_hosts`, `wrong_known_hosts`."""

    address = "127.0.0.1"

    def __init__(self, folder: Path, **options: str) -> None:
        self.folder = folder
        self.port = _free_port()
        self.user = getpass.getuser()
        self.user_key = _new_key(folder / "user")
        self.other_key = _new_key(folder / "other")
        self.log_file = folder / "log"
        host_key = _new_key(folder / "host")
        (folder / "authorized_keys").write_text(_public(self.user_key) + "\n", encoding="ascii")
        self.known_hosts = self._known_hosts("known_hosts", host_key)
        self.wrong_known_hosts = self._known_hosts("wrong_known_hosts", self.other_key)
        settings = {
            "Port": str(self.port),
            "ListenAddress": "127.0.0.1",
            "HostKey": str(host_key),
            "AuthorizedKeysFile": str(folder / "authorized_keys"),
            "PidFile": "none",
            "StrictModes": "no",
            "UsePAM": "no",
            "PermitRootLogin": "yes",
            "PasswordAuthentication": "yes",
            "KbdInteractiveAuthentication": "yes",
            "MaxStartups": "200",
            "LogLevel": "VERBOSE",
            **options,
        }
        self._config = folder / "sshd_config"
        self._config.write_text("".join(f"{name} {value}\n" for name, value in settings.items()), encoding="utf-8")
        self._process: subprocess.Popen | None = None

    def __enter__(self) -> Self:
        if os.geteuid() == 0:
            os.makedirs("/run/sshd", exist_ok=True)
        with open(self.log_file, "wb") as log:
            self._process = subprocess.Popen([SSHD, "-D", "-e", "-f", str(self._config)], stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        deadline = time.monotonic() + 20
        while "Server listening" not in self.log():
            if time.monotonic() > deadline or self._process.poll() is not None:
                raise RuntimeError(self.log())
            time.sleep(0.02)
        return self

    def __exit__(self, *_unused: object) -> None:
        self._process.terminate()
        self._process.wait()

    def log(self) -> str:
        return self.log_file.read_text(encoding="utf-8", errors="replace")

    def log_ins(self) -> int:
        return len(re.findall(r"Accepted \S+ for ", self.log()))

    def refusals(self) -> int:
        """Failed attempts, a publickey that was offered and one that was signed alike."""
        return len(re.findall(r"Failed \S+ for ", self.log()))

    def connections(self) -> int:
        return self.log().count("Connection from ")

    def variables(self, **more: object) -> dict:
        """Inventory variables of a host that logs in here with the right key."""
        return {
            "ansible_host": self.address,
            "ansible_port": self.port,
            "ansible_ssh_private_key_file": str(self.user_key),
            "ansible_ssh_common_args": f"-F none -o IdentityAgent=none -o IdentitiesOnly=yes -o UserKnownHostsFile={self.known_hosts}",
            **more,
        }

    def _known_hosts(self, name: str, key: Path) -> Path:
        path = self.folder / name
        kind, value = _public(key).split()[:2]
        path.write_text(f"[{self.address}]:{self.port} {kind} {value}\n", encoding="ascii")
        return path


def _new_key(path: Path) -> Path:
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(path)], check=True)
    return path


def _public(key: Path) -> str:
    return key.with_name(key.name + ".pub").read_text(encoding="ascii").strip()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
