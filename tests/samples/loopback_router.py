# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A double of a router with Cisco's command line, on the loopback interface: log-in, `show privilege`, `enable`, and no shell behind it."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

import paramiko

PRIVILEGED = 15
ENABLE_ATTEMPTS = 3


@dataclass
class Router:
    """One router. `level` is the privilege a log-in gives; `enable_secret` None: there is none to be had. `mute`: no prompt ever comes. `halting`:
    what it says arrives in pieces.

    Seen so far: `log_ins`, `refusals` (wrong passwords at log-in), `enable_refusals`, `commands`.
    """

    password: str = "right"
    level: int = 1
    enable_secret: str | None = "secret"
    methods: str = "password"
    mute: bool = False
    halting: bool = False
    knows_privilege: bool = True
    log_ins: int = 0
    refusals: int = 0
    enable_refusals: int = 0
    connections: int = 0
    commands: list[str] = field(default_factory=list)

    address = "127.0.0.1"
    user = "admin"

    def __enter__(self) -> Self:
        self._host_key = paramiko.ECDSAKey.generate()
        self._listener = socket.create_server((self.address, 0))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_unused: object) -> None:
        self._listener.close()

    def known_hosts(self, home: Path, other_key: bool = False) -> None:
        """Leave this router's host key (or another) where ssh libraries look for it below a home folder."""
        key = paramiko.ECDSAKey.generate() if other_key else self._host_key
        (home / ".ssh").mkdir(mode=0o700, exist_ok=True)
        (home / ".ssh" / "known_hosts").write_text(f"[{self.address}]:{self.port} {key.get_name()} {key.get_base64()}\n", encoding="ascii")

    def variables(self, **more: object) -> dict:
        """Inventory variables of this router, with the right password."""
        return {
            "ansible_connection": "ansible.netcommon.network_cli",
            "ansible_network_os": "cisco.ios.ios",
            "ansible_host": self.address,
            "ansible_port": self.port,
            "ansible_user": self.user,
            "ansible_password": self.password,
            "maintenance_device_class": "network_device",
            **more,
        }

    def enabling(self, secret: str) -> dict:
        """The variables with which the inventory asks for privilege."""
        return {"ansible_become": True, "ansible_become_method": "ansible.netcommon.enable", "ansible_become_password": secret}

    def _accept(self) -> None:
        while True:
            try:
                connection, _peer = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with contextlib.suppress(OSError, EOFError, paramiko.SSHException):
            transport = paramiko.Transport(connection)
            transport.add_server_key(self._host_key)
            door = _Door(self)
            transport.start_server(server=door)
            channel = transport.accept(30)
            if channel is not None and door.shell.wait(30):
                _Terminal(self, channel).run()
            transport.close()


class _Door(paramiko.ServerInterface):
    """Lets one user in, by password."""

    def __init__(self, router: Router) -> None:
        self._router = router
        self.shell = threading.Event()

    def get_allowed_auths(self, _username: str) -> str:
        return self._router.methods

    def check_auth_password(self, username: str, password: str) -> int:
        if "password" in self._router.methods.split(",") and (username, password) == (self._router.user, self._router.password):
            self._router.log_ins += 1
            return paramiko.AUTH_SUCCESSFUL
        self._router.refusals += 1
        return paramiko.AUTH_FAILED

    def check_auth_interactive(self, username: str, _submethods: str) -> int | paramiko.InteractiveQuery:
        if "keyboard-interactive" not in self._router.methods.split(","):
            return paramiko.AUTH_FAILED
        self._username = username
        return paramiko.InteractiveQuery("", "", ("Password: ", False))

    def check_auth_interactive_response(self, responses: list[str]) -> int:
        if (self._username, responses) == (self._router.user, [self._router.password]):
            self._router.log_ins += 1
            return paramiko.AUTH_SUCCESSFUL
        self._router.refusals += 1
        return paramiko.AUTH_FAILED

    def check_channel_request(self, kind: str, _number: int) -> int:
        return paramiko.OPEN_SUCCEEDED if kind == "session" else paramiko.OPEN_FAILED_ADMINISTRATIVELY_PROHIBITED

    def check_channel_pty_request(self, *_unused: object) -> bool:
        return True

    def check_channel_shell_request(self, _channel: paramiko.Channel) -> bool:
        self.shell.set()
        return True


class _Terminal:
    """A session on the command line."""

    def __init__(self, router: Router, channel: paramiko.Channel) -> None:
        self._router = router
        self._channel = channel
        self._level = router.level

    def run(self) -> None:
        if self._router.mute:
            self._channel.recv(1)
            return
        self._say("\r\n")
        while (line := self._ask(self._prompt)) is not None:
            self._router.commands.append(line)
            if line in ("exit", "quit"):
                return
            self._say(self._answer(line))

    @property
    def _prompt(self) -> str:
        return "router#" if self._level > 1 else "router>"

    def _answer(self, line: str) -> str:
        if line.startswith("terminal "):
            return ""
        if line == "show privilege" and self._router.knows_privilege:
            return f"Current privilege level is {self._level}\r\n"
        if line == "enable":
            return self._enable()
        if line == "disable":
            self._level = 1
            return ""
        return "                ^\r\n% Invalid input detected at '^' marker.\r\n\r\n"

    def _enable(self) -> str:
        if self._router.enable_secret is None:
            return "% No password set\r\n"
        beginning = ""
        for _attempt in range(ENABLE_ATTEMPTS):
            given = self._ask(beginning + "Password: ", echo=False)
            if given is None:
                return ""
            if given == self._router.enable_secret:
                self._level = PRIVILEGED
                return "\r\n"
            self._router.enable_refusals += 1
            beginning = "\r\n"
            if self._router.halting:
                self._say(beginning)
                time.sleep(0.5)
                beginning = ""
        return "\r\n% Bad secrets\r\n\r\n"

    def _ask(self, prompt: str, echo: bool = True) -> str | None:
        self._say(prompt)
        line = b""
        while not line.endswith((b"\r", b"\n")):
            sent = self._channel.recv(1)
            if not sent:
                return None
            line += sent
        text = line.decode("utf-8", errors="replace").strip()
        if echo:
            self._say(f"{text}\r\n")
        return text

    def _say(self, text: str) -> None:
        self._channel.sendall(text.encode())
