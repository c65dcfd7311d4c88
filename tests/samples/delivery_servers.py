# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An SMTP server (aiosmtpd) and an HTTPS server on this machine, which remember what they were sent."""

from __future__ import annotations

import email
import http.server
import json
import ssl
import threading
from email.message import EmailMessage
from email.policy import default

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult


class MailServer:
    """`mails` as they arrived, `raw` their bytes. With `password`, nothing is taken before a log-in over TLS.

    `refuse`: an answer to every recipient, or to `refused` alone.
    """

    def __init__(self, context: ssl.SSLContext | None, password: str | None = None, wrapped: bool = False) -> None:
        self.mails: list[EmailMessage] = []
        self.raw: list[bytes] = []
        self.refuse = self.refused = ""
        server, handler = self, self

        class Server(Controller):
            def _trigger_server(self) -> None:
                self.port = self.server.sockets[0].getsockname()[1]  # it was asked for any
                super()._trigger_server()

            def factory(self) -> SMTP:
                starttls = None if wrapped else context
                return SMTP(
                    handler, hostname="localhost", tls_context=starttls, require_starttls=starttls is not None, auth_required=password is not None,
                    auth_require_tls=starttls is not None, authenticator=server._authenticate,
                )  # fmt: skip

        self._password = password
        self._controller = Server(self, hostname="127.0.0.1", port=0, ssl_context=context if wrapped else None)
        self._controller.start()
        self.port = self._controller.port

    def _authenticate(self, _server, _session, _envelope, _mechanism, data) -> AuthResult:
        return AuthResult(success=data.password == (self._password or "").encode(), handled=False)

    async def handle_RCPT(self, _server, _session, envelope, address, _options) -> str:
        if self.refuse and self.refused in ("", address):
            return self.refuse
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server, _session, envelope) -> str:
        self.raw.append(envelope.content)
        self.mails.append(email.message_from_bytes(envelope.content, policy=default))
        return "250 OK"

    def close(self) -> None:
        self._controller.stop()


class HookServer:
    """`posts` are pairs of headers and content; `status` is the answer, with `location` where it redirects."""

    def __init__(self, context: ssl.SSLContext) -> None:
        self.posts: list[tuple[dict[str, str], bytes]] = []
        self.status, self.location = 204, ""
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                content = self.rfile.read(int(self.headers["Content-Length"]))
                outer.posts.append((dict(self.headers), content))
                self.send_response(outer.status)
                if outer.location:
                    self.send_header("Location", outer.location)
                self.end_headers()

            do_GET = do_POST

            def log_message(self, *arguments):
                return

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self.url = f"https://localhost:{self._server.server_port}/hook"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def documents(self) -> list[dict]:
        return [json.loads(content) for _headers, content in self.posts]

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
