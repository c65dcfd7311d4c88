# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a host, or the control node, sees of the internet: for scenarios and the lab's own tests.

Answers are short words: ``open``, ``refused``, ``timeout``, ``valid``, ``invalid: ...``, ``no name``, ``failed: ...`` or what was read.
"""
from __future__ import annotations

from collections.abc import Callable
from subprocess import CompletedProcess

from lab.paths import DATA


class View:
    """Through the eyes of one machine; ``execute`` runs a program there, with text on its standard input."""

    def __init__(self, execute: Callable[..., CompletedProcess[str]]) -> None:
        self._execute = execute
        self._script = (DATA / "look.py").read_text("utf-8")

    def tcp(self, address: str, port: int) -> str:
        return self._look("tcp", address, str(port))

    def tls(self, name: str, port: int = 443) -> str:
        return self._look("tls", name, str(port))

    def http(self, url: str) -> str:
        """Status, and the redirect's target or the body."""
        return self._look("http", url)

    def proxied(self, url: str, proxy: str) -> str:
        """The same through a proxy."""
        return self._look("proxied", url, proxy)

    def dns(self, transport: str, server: str, name: str) -> str:
        """The last A record of the answer, or ``rcode N`` (0 for an empty answer)."""
        return self._look("dns", transport, server, name)

    def resolve(self, name: str) -> str:
        """What the machine's own name resolution says, addresses in order."""
        return self._look("resolve", name)

    def _look(self, *arguments: str) -> str:
        done = self._execute("python3", "-", *arguments, text=self._script)
        return (done.stdout or done.stderr).strip()
