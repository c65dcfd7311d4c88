# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A double of a WinRM listener over HTTPS: lets in by Basic or NTLM, counts who tries, and opens no session. No Windows, no PowerShell.

NTLM is checked for real, by pyspnego. The form of a refusal (401 without a body, `Negotiate` and `Basic realm="WSMAN"`), and of a fault (status 500, SOAP 1.2,
a `WSManFault` with its `Code` and `Machine`), are those of MS-WSMV and of the answers quoted in the tests and threads of pywinrm and pypsrp.
"""

from __future__ import annotations

import base64
import os
import socket
import ssl
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from types import SimpleNamespace
from typing import ClassVar, Self
from xml.sax.saxutils import escape

import spnego
from loopback_servers import TcpServer, over_tls

OFFERED = ("Negotiate", 'Basic realm="WSMAN"')

ACCESS_DENIED = 5
TOO_MANY_SHELLS = 2150859173  # a user's concurrent shells
TOO_MANY_OPERATIONS = 2150859174  # a user's concurrent operations
TIMED_OUT = 2150858793

NTLM_SIGNATURE = b"NTLMSSP\x00"
NTLM_NEGOTIATE, NTLM_AUTHENTICATE = 1, 3


@dataclass(frozen=True)
class Answer:
    """An HTTP answer to one whose log-in was taken."""

    status: int
    body: bytes
    content_type: str = "application/soap+xml;charset=UTF-8"
    location: str | None = None


def fault(code: int | None, subcode: str = "w:InternalError", reason: str = "Zugriff verweigert", machine: str = "erp01") -> Answer:
    """A SOAP fault. Without a code it has no detail, as some faults of Windows."""
    detail = f"""<s:Detail><f:WSManFault xmlns:f="http://schemas.microsoft.com/wbem/wsman/1/wsmanfault" Code="{code}" Machine="{machine}">
<f:Message>{escape(reason)}</f:Message></f:WSManFault></s:Detail>""" if code is not None else ""
    return Answer(500, f"""<s:Envelope xml:lang="de-DE" xmlns:s="http://www.w3.org/2003/05/soap-envelope"
xmlns:a="http://schemas.xmlsoap.org/ws/2004/08/addressing" xmlns:w="http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd">
<s:Header><a:Action>http://schemas.dmtf.org/wbem/wsman/1/wsman/fault</a:Action><a:MessageID>uuid:EE71C444-1658-4B3F-916D-54CE43B68BC9</a:MessageID></s:Header>
<s:Body><s:Fault><s:Code><s:Value>s:Sender</s:Value><s:Subcode><s:Value>{escape(subcode)}</s:Value></s:Subcode></s:Code>
<s:Reason><s:Text xml:lang="de-DE">{escape(reason)}</s:Text></s:Reason>{detail}</s:Fault></s:Body></s:Envelope>""".encode())


class Accounts:
    """Names and passwords. While one is open, pyspnego's acceptor goes by it; programs that are started meanwhile must not: `NOT_FOR_CLIENTS`."""

    VARIABLE = "NTLM_USER_FILE"
    NOT_FOR_CLIENTS: ClassVar = {VARIABLE: ""}

    def __init__(self, folder: Path, passwords: dict[str, str]) -> None:
        self._file = folder / "accounts"
        self._passwords = passwords

    def __enter__(self) -> Self:
        self._file.write_text("".join(f":{name}:{password}\n" for name, password in self._passwords.items()), encoding="utf-8")
        os.environ[self.VARIABLE] = str(self._file)
        return self

    def __exit__(self, *_why: object) -> None:
        del os.environ[self.VARIABLE]
        self._file.unlink()

    def has(self, name: str, password: str) -> bool:
        return self._passwords.get(name) == password


class WinrmListener:
    """Listens on loopback. `attempts` are the methods by which somebody tried to log in; of NTLM the message that answers the challenge counts.

    `offered` are the methods it names to whom is not logged in; one that it does not name it refuses unseen. `answer` is what one gets who is logged in.
    """

    def __init__(self, context: ssl.SSLContext, accounts: Accounts, answer: Answer, offered: tuple[str, ...] = OFFERED) -> None:
        self.accounts = accounts
        self.answer = answer
        self.offered = offered
        self.attempts: list[str] = []
        self.requests = 0
        self._server = TcpServer(over_tls(context, self._talk))
        self.port = self._server.port

    def close(self) -> None:
        self._server.close()

    def _talk(self, connection: socket.socket) -> None:
        _Conversation(connection, ("127.0.0.1", 0), SimpleNamespace(listener=self))


class _Conversation(BaseHTTPRequestHandler):
    """One connection; NTLM logs in a connection, Basic a request."""

    protocol_version = "HTTP/1.1"
    server_version, sys_version = "Microsoft-HTTPAPI/2.0", ""

    def setup(self) -> None:
        super().setup()
        self._listener: WinrmListener = self.server.listener
        self._ntlm: spnego.ContextProxy | None = None
        self._logged_in = False

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self._listener.requests += 1
        challenge = None if self._logged_in else self._log_in(*self.headers.get("Authorization", "none ").split(" ", 1))
        if challenge is None:
            self._answer(self._listener.answer)
        else:
            self._refuse(challenge)

    do_GET = do_POST

    def log_message(self, *_message: object) -> None:
        """Nothing on the tests' standard error."""

    def _log_in(self, method: str, token: str) -> str | None:
        """None where that was a log-in, else what goes along with the refusal."""
        if method not in [offered.split()[0] for offered in self._listener.offered]:
            if method != "none":
                self._listener.attempts.append(method)
            return ""
        if method == "Basic":
            return self._log_in_by_basic(base64.b64decode(token).decode("utf-8"))
        return self._log_in_by_ntlm(base64.b64decode(token))

    def _log_in_by_basic(self, credentials: str) -> str | None:
        name, password = credentials.split(":", 1)
        self._listener.attempts.append("Basic")
        return None if self._listener.accounts.has(name, password) else ""

    def _log_in_by_ntlm(self, token: bytes) -> str | None:
        kind = token[len(NTLM_SIGNATURE)] if token.startswith(NTLM_SIGNATURE) else None
        if kind == NTLM_NEGOTIATE:
            self._ntlm = spnego.server(protocol="ntlm", options=spnego.NegotiateOptions.use_ntlm)
            return base64.b64encode(self._ntlm.step(token)).decode()
        if kind != NTLM_AUTHENTICATE or self._ntlm is None:
            return ""
        self._listener.attempts.append("NTLM")
        try:
            self._ntlm.step(token)
        except spnego.exceptions.SpnegoError:
            return ""
        self._logged_in = self._ntlm.complete
        return None if self._logged_in else ""

    def _refuse(self, challenge: str) -> None:
        self.send_response(401)
        for offered in self._listener.offered:
            self.send_header("WWW-Authenticate", f"{offered} {challenge}".strip() if offered == "Negotiate" else offered)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _answer(self, answer: Answer) -> None:
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.content_type)
        if answer.location is not None:
            self.send_header("Location", answer.location)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body)


class DroppedPackets:
    """A port where connections are never made, as behind a firewall that drops: the queue of a listener that accepts nobody is full."""

    def __init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=0)
        self.port = self._listener.getsockname()[1]
        self._queue = [socket.socket() for _number in range(3)]
        for waiting in self._queue:
            waiting.setblocking(False)
            waiting.connect_ex(self._listener.getsockname())

    def close(self) -> None:
        for one in (*self._queue, self._listener):
            one.close()
