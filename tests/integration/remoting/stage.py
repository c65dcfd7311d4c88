# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a log-in over WinRM may meet, on loopback, and the ways to log in."""

from __future__ import annotations

import contextlib
import datetime
import socket
from collections.abc import Callable, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Self

from certificate_authority import Authority
from loopback_servers import TcpServer, be_silent, over_tls, say
from winrm_listener import (
    ACCESS_DENIED,
    TIMED_OUT,
    TOO_MANY_OPERATIONS,
    TOO_MANY_SHELLS,
    Accounts,
    Answer,
    DroppedPackets,
    WinrmListener,
    fault,
)

USER = "wartung"
PASSWORD = "CANARY-right-7uYd"
WRONG_PASSWORD = "CANARY-wrong-2kRb"
WORDS = "<script>alert('CANARY-words')</script> \u202e {{ 7 * 7 }} CERTIFICATE_VERIFY_FAILED; Incorrect sudo password; Missing sudo password"

DENIED = fault(ACCESS_DENIED, "w:AccessDenied")
PAGE = b"<!DOCTYPE html><html><body><br>CANARY-words Incorrect sudo password</body></html>"
XHTML = b"<html><body>CANARY-words</body></html>"
NO_SUCH_VERSION = bytes.fromhex("15 0301 0002 02 46")  # TLS alert: fatal, protocol version

BRIEF = {
    "winrm": {"ansible_winrm_operation_timeout_sec": 2, "ansible_winrm_read_timeout_sec": 3},
    "psrp": {"ansible_psrp_operation_timeout": 2, "ansible_psrp_read_timeout": 3, "ansible_psrp_connection_timeout": 3},
}
AS_ALWAYS = {"winrm": {}, "psrp": {}}
PATIENT = {
    "winrm": {"ansible_winrm_operation_timeout_sec": 590, "ansible_winrm_read_timeout_sec": 600},
    "psrp": {"ansible_psrp_read_timeout": 600, "ansible_psrp_connection_timeout": 600},
}

WAYS = {
    "winrm": {"ansible_connection": "winrm", "ansible_winrm_transport": ["ntlm", "basic", "ssl"]},
    "winrm-basic": {"ansible_connection": "winrm"},
    "psrp": {"ansible_connection": "psrp", "ansible_psrp_reconnection_retries": 3, "ansible_psrp_reconnection_backoff": 1},
    "psrp-basic": {"ansible_connection": "psrp", "ansible_psrp_auth": "basic", "ansible_psrp_reconnection_retries": 3},
}
"""Ways to log in as inventories ask for them: several transports, what Ansible takes where none is named, retries."""


class Stage:
    """Opens what answers; `variables` are those of a host that logs in there."""

    def __init__(self, folder: Path) -> None:
        self._servers = contextlib.ExitStack()
        self._accounts = Accounts(folder, {USER: PASSWORD})
        self._authority = Authority(folder, "Authority of the customer")
        self._stranger = Authority(folder, "Authority of somebody else")
        self._trusted = folder / "ca.pem"
        self._trusted.write_text(self._authority.pem, encoding="utf-8")
        self._context, _der = self._authority.context("localhost")

    def __enter__(self) -> Self:
        self._servers.enter_context(self._accounts)
        return self

    def __exit__(self, *_why: object) -> None:
        self._servers.close()

    def listener(self, answer: Answer = DENIED, context: Any = None, **more: Any) -> WinrmListener:
        return self._opened(WinrmListener(context or self._context, self._accounts, answer, **more))

    def variables(self, way: str, server: Any, waits: Mapping[str, dict] | None = None, **more: Any) -> dict[str, Any]:
        connection = WAYS[way]["ansible_connection"]
        trust = "ansible_winrm_ca_trust_path" if connection == "winrm" else "ansible_psrp_ca_cert"
        return {
            "ansible_host": "localhost",
            "ansible_port": server.port,
            "ansible_user": USER,
            "ansible_password": PASSWORD,
            trust: str(self._trusted),
            **WAYS[way],
            **(waits or AS_ALWAYS)[connection],
            **more,
        }

    def situations(self) -> dict[str, Callable[[], Any]]:
        """What a device may be, by the name that the table of expectations has for it; each call opens another one."""
        past = datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=3)
        expired, _der = self._authority.context("localhost", until=past)
        misnamed, _der = self._authority.context("other.example")
        foreign, _der = self._stranger.context("localhost")
        return {
            "no right to it": self.listener,
            "no basic": lambda: self.listener(offered=("Negotiate", "Kerberos")),
            "no ntlm": lambda: self.listener(offered=('Basic realm="WSMAN"',)),
            "kerberos only": lambda: self.listener(offered=("Kerberos",)),
            "too many shells": lambda: self.listener(fault(TOO_MANY_SHELLS, "w:QuotaLimit")),
            "too many operations": lambda: self.listener(fault(TOO_MANY_OPERATIONS)),
            "times out by itself": lambda: self.listener(fault(TIMED_OUT, "w:TimedOut")),
            "fault without code": lambda: self.listener(fault(None)),
            "hostile fault": lambda: self.listener(fault(1, reason=WORDS, machine="CANARY-words Incorrect sudo password")),
            "huge fault": lambda: self.listener(fault(1, reason="CANARY-words " * 80_000)),
            "fault that says 411": lambda: self.listener(fault(1, reason="Code 411")),
            "no such page": lambda: self.listener(Answer(404, PAGE, "text/html")),
            "xhtml": lambda: self.listener(Answer(404, XHTML, "text/html")),
            "busy": lambda: self.listener(Answer(503, PAGE, "text/html")),
            "garbage": lambda: self.listener(Answer(200, b"\xff\x00\x1b[31m CANARY-words" * 10)),
            "huge garbage": lambda: self.listener(Answer(500, b"CANARY-words" * 90_000)),
            "nothing": lambda: self.listener(Answer(200, b"")),
            "a page": lambda: self.listener(Answer(200, XHTML)),
            "redirects": lambda: self.listener(Answer(302, b"", location="/wsman")),
            "foreign certificate": lambda: self.listener(context=foreign),
            "another's certificate": lambda: self.listener(context=misnamed),
            "expired certificate": lambda: self.listener(context=expired),
            "no http": lambda: self._tcp(over_tls(self._context, _greet)),
            "hangs up": lambda: self._tcp(over_tls(self._context, lambda connection: connection.close())),
            "hangs up before TLS": lambda: self._tcp(lambda connection: connection.close()),
            "silent": lambda: self._tcp(be_silent),
            "silent after TLS": lambda: self._tcp(over_tls(self._context, be_silent)),
            "no TLS": lambda: self._tcp(say(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")),
            "old TLS": lambda: self._tcp(say(NO_SUCH_VERSION)),
            "drops packets": lambda: self._opened(DroppedPackets()),
            "absent": self._absent,
        }

    def _tcp(self, behave: Callable) -> TcpServer:
        return self._opened(TcpServer(behave))

    @staticmethod
    def _absent() -> SimpleNamespace:
        with socket.create_server(("127.0.0.1", 0)) as listener:
            return SimpleNamespace(port=listener.getsockname()[1])

    def _opened(self, server: Any) -> Any:
        self._servers.callback(server.close)
        return server


def _greet(connection: socket.socket) -> None:
    """Hear the whole question, and answer as another protocol does."""
    heard = b""
    while not heard.rstrip().endswith(b"Envelope>"):
        piece = connection.recv(65536)
        if not piece:
            return
        heard += piece
    connection.sendall(b"220 CANARY-words Incorrect sudo password\r\n\r\n")
