# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Atera as the lab plays it: the provider's install script, served under its secret URL, and agents that were there before."""
from __future__ import annotations

import contextlib
import hashlib
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from lab.commands import run
from lab.machines import Machine
from lab.paths import LAB

SERVER = "bauer-group.servicedesk.atera.com"
TOKEN = "CANARY-atera-token-4sXc9wQe2"
ACCOUNTS = {"ours": ("001OursAtera0001", "rmm@bauer-group.example"), "other": ("001OtherAtera002", "rmm@other-it.example")}
"""Account id and login of each, as the agent's own file has them."""
FOLDERS = ("/usr/lib/atera-agent", "/etc/atera-agent", "/var/log/atera-agent", "/var/lib/atera-agent")
UNIT = "/etc/systemd/system/AteraAgent.service"
IDENTITY = "/etc/atera-agent/regstore.json"

_DOUBLES = LAB / "vendor"
_PATH = f"/api/utils/agent-install-script/linux/{TOKEN}"


PACKAGE = "rmm-agent"


@dataclass(frozen=True)
class Script:
    """What a customer's variables say of the script (or package)."""

    url: str
    checksum: str
    content: bytes


class Atera:
    """``internet`` serves the script, ``machines`` are the customers'."""

    def __init__(self, internet: Machine, machines: Mapping[str, Machine]) -> None:
        self._served = internet.path(f"/srv/lab/{SERVER}{_PATH}")
        self._machines = machines

    def script(self, account: str = "ours", mode: str = "normal", pause: float = 0) -> Script:
        """``mode``: ``normal``, ``lies`` (no service, and says that all went well), ``silent`` (the agent writes down no account) or ``fails``;
        ``pause``: seconds in the middle of it."""
        given = dict(zip(("ACCOUNT", "LOGIN"), ACCOUNTS[account], strict=True), TOKEN=TOKEN, MODE=mode, PAUSE=str(pause))
        text = (_DOUBLES / "atera" / "install.sh").read_text("utf-8")
        for name, value in given.items():
            text = text.replace(f"@{name}@", value)
        return _served(text.encode())

    def package(self, account: str = "ours") -> Script:
        """A .deb that runs the script when it is installed."""
        with tempfile.TemporaryDirectory(prefix="lab-") as folder:
            tree, package = Path(folder, "tree"), Path(folder, "package.deb")
            shutil.copytree(_DOUBLES / "atera" / "package", tree)
            (tree / "DEBIAN" / "postinst").write_bytes(self.script(account).content)
            (tree / "DEBIAN" / "postinst").chmod(0o755)
            run("dpkg-deb", "--root-owner-group", "--build", str(tree), str(package))
            return _served(package.read_bytes())

    @contextlib.contextmanager
    def serving(self, account: str = "ours", mode: str = "normal", pause: float = 0) -> Iterator[Script]:
        """The script at its URL."""
        script = self.script(account, mode, pause)
        self.answer_with(script.content)
        try:
            yield script
        finally:
            self.withdraw()

    def answer_with(self, content: bytes) -> None:
        """Something else at that URL: cut off, falsified."""
        self._served.parent.mkdir(parents=True, exist_ok=True)
        self._served.write_bytes(content)

    def withdraw(self) -> None:
        """Nothing at that URL."""
        self._served.unlink(missing_ok=True)

    @contextlib.contextmanager
    def on(self, host: str, account: str | None = None, lshw: bool = True) -> Iterator[Machine]:
        """A host that an agent may be installed on; with an ``account`` its agent is there already. At the end the host is as before."""
        machine = self._machines[host]
        try:
            if lshw:
                _install_lshw(machine)
            if account is not None:
                machine.execute("bash", text=self.script(account).content.decode())
                machine.execute("sh", "-c", f"while ! grep -q AgentId {IDENTITY} 2> /dev/null; do sleep 0.1; done")
            yield machine
        finally:
            purge(machine)


def _served(content: bytes) -> Script:
    return Script(f"https://{SERVER}{_PATH}?customerId=36", hashlib.sha256(content).hexdigest(), content)


def purge(machine: Machine) -> None:
    """Take everything of the agent away, whatever state it is in."""
    machine.attempt("systemctl", "disable", "--now", "AteraAgent.service")
    for path in (*FOLDERS, UNIT):
        machine.attempt("rm", "-rf", path)
    machine.attempt("dpkg", "--purge", "lshw", PACKAGE)
    machine.attempt("systemctl", "daemon-reload")


def _install_lshw(machine: Machine) -> None:
    with tempfile.TemporaryDirectory(prefix="lab-") as folder:
        package = Path(folder, "lshw.deb")
        run("dpkg-deb", "--root-owner-group", "--build", str(_DOUBLES / "lshw" / "package"), str(package))
        machine.write("/var/cache/lab/lshw.deb", package.read_bytes())
    machine.execute("dpkg", "--install", "/var/cache/lab/lshw.deb")
    machine.path("/var/cache/lab/lshw.deb").unlink()
