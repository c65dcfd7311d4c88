# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The provider's control node: programs run in its network, with its name resolution, on this machine's files."""
from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from lab import namespaces
from lab.commands import attempt
from lab.internet import TRUST_ANCHOR
from lab.paths import REPOSITORY, RUN
from lab.topology import Topology

FILES = RUN / "control"
# A machine's name service may lead around the network namespace (systemd-resolved's socket, a caching daemon).
_NSSWITCH = "passwd: files\ngroup: files\nshadow: files\nhosts: files dns\nservices: files\nprotocols: files\n"
_BUNDLE = Path("/etc/ssl/certs/ca-certificates.crt")
_REPLACED = (Path("/etc/resolv.conf"), Path("/etc/nsswitch.conf"), _BUNDLE)
_ENTER = 'while [ "$1" != -- ]; do mount --bind "$1" "$2" || exit 125; shift 2; done; shift; exec "$@"'


class Control:
    """Runs programs on the control node."""

    def __init__(self, plan: Topology) -> None:
        self._plan = plan

    def furnish(self) -> None:
        FILES.mkdir()
        (FILES / "resolv.conf").write_text(f"nameserver {self._plan.resolvers[self._plan.control['resolver']].address4}\n")
        (FILES / "nsswitch.conf").write_text(_NSSWITCH)
        (FILES / _BUNDLE.name).write_bytes(_BUNDLE.read_bytes() + TRUST_ANCHOR.read_bytes())

    def command(self, *command: str) -> tuple[str, ...]:
        """The words that run that program on the control node."""
        replaced = [word for path in _REPLACED for word in (str(FILES / path.name), str(path.resolve()))]
        return (
            *namespaces.inside(self._plan.control["namespace"]), "unshare", "--mount", "sh", "-c", _ENTER, "sh", *replaced, "--", *command,
        )

    def environment(self, extra: Mapping[str, str] | None = None) -> dict[str, str]:
        """This process' environment; the control node's own trust holds the lab's authority beside the machine's."""
        return {**os.environ, "SSL_CERT_FILE": str(_BUNDLE), **(extra or {})}

    def run(
        self, *command: str, env: Mapping[str, str] | None = None, cwd: Path = REPOSITORY, timeout: float | None = 600
    ) -> subprocess.CompletedProcess[str]:
        """Run to its end; the exit code is the caller's matter. Output is text whatever bytes it had.

        Ansible opens connections of its own in each run: one that lasts from the run before would neither log in nor meet
        what has changed on the way.
        """
        with tempfile.TemporaryDirectory(prefix="lab-") as sockets:
            return subprocess.run(
                self.command(*command), env=self.environment({"ANSIBLE_SSH_CONTROL_PATH_DIR": sockets, **(env or {})}),
                cwd=cwd, timeout=timeout, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", errors="replace", check=False,
            )

    def attempt(self, *command: str, text: str | None = None) -> subprocess.CompletedProcess[str]:
        """A short program with text on its standard input."""
        return attempt(*self.command(*command), text=text, env=self.environment())

    def start(self, *command: str, env: Mapping[str, str] | None = None, cwd: Path = REPOSITORY) -> subprocess.Popen[str]:
        """Run beside the caller, who does something to the lab meanwhile and then calls ``communicate``."""
        return subprocess.Popen(
            self.command(*command), env=self.environment(env), cwd=cwd, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", errors="replace",
        )
