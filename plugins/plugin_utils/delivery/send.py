# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The wire: SMTP and HTTPS, certificates verified. Errors say what went wrong and no secret."""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import smtplib
import ssl
from collections.abc import Sequence
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate
from urllib.error import HTTPError, URLError
from urllib.request import HTTPRedirectHandler, HTTPSHandler, Request, build_opener

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.delivery.message import Section, body, identity, payload, subject
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.delivery.settings import NONE, STARTTLS, TLS, Channel, Mail, Webhook
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.records import canonical
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.problems import reason
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.texts.texts import Texts

TIMEOUT = 30  # seconds
SIGNATURE = "X-Maintenance-Signature"


class NotDelivered(Exception):
    """Nothing of the message was taken; the message of the error is for people."""


class NoConnection(NotDelivered):
    """The channel's server was not reached, so nobody else will reach it now either."""


def send(channel: Channel, account: str, sections: Sequence[Section], texts: Texts, for_customer: bool, sent_at: str) -> None:
    """Hands the news over; `account` is what the channel's are known by. Raises NotDelivered where the other side did not take them."""
    try:
        if isinstance(channel, Mail):
            _mail(channel, _email(channel, account, sections, texts, for_customer))
        else:
            _post(channel, canonical(payload(sections, texts, account, sent_at)))
    except HTTPError as error:
        raise NotDelivered(f"{_place(channel)} answered {error.code}") from None
    except (OSError, URLError, smtplib.SMTPException, ValueError) as error:
        raise NotDelivered(_failed(channel, error)) from None


def _email(channel: Mail, account: str, sections: Sequence[Section], texts: Texts, for_customer: bool) -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    message["Subject"] = subject(sections, texts)
    message["From"] = channel.sender
    message["To"] = channel.to
    message["Date"] = formatdate(localtime=True)
    message["Message-ID"] = f"<{identity(sections, account)}@{channel.sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(body(sections, texts, for_customer))
    message["Content-Language"] = texts.language
    return message


def _mail(channel: Mail, message: EmailMessage) -> None:
    context = ssl.create_default_context(cafile=channel.ca_file)
    with contextlib.ExitStack() as stack:
        try:
            server = stack.enter_context(_connected(channel, context))
            if channel.security == STARTTLS:
                server.starttls(context=context)
        except OSError as error:
            if _is_silence(error):
                raise NoConnection(_failed(channel, error)) from None
            raise
        if channel.username and channel.security != NONE:
            server.login(channel.username, channel.password or "")
        server.send_message(message)


def _connected(channel: Mail, context: ssl.SSLContext) -> smtplib.SMTP:
    if channel.security == TLS:
        return smtplib.SMTP_SSL(channel.host, channel.port, timeout=TIMEOUT, context=context)
    return smtplib.SMTP(channel.host, channel.port, timeout=TIMEOUT)


def _post(channel: Webhook, content: bytes) -> None:
    headers = {"Content-Type": "application/json", "User-Agent": "bauer_group.remote_maintenance"}
    if channel.token:
        headers["Authorization"] = f"Bearer {channel.token}"
    if channel.secret:
        headers[SIGNATURE] = "sha256=" + hmac.new(channel.secret.encode(), content, hashlib.sha256).hexdigest()
    opener = build_opener(HTTPSHandler(context=ssl.create_default_context(cafile=channel.ca_file)), _NoRedirects)
    try:
        with opener.open(Request(channel.url, data=content, headers=headers, method="POST"), timeout=TIMEOUT) as answer:
            answer.read(1)
    except URLError as error:
        if _is_silence(error.reason):
            raise NoConnection(_failed(channel, error)) from None
        raise


def _is_silence(error: object) -> bool:
    """Whether there was no server, rather than one that says no or is not believed: that may be for what one channel said or trusts."""
    if isinstance(error, (smtplib.SMTPServerDisconnected, ssl.SSLEOFError)):
        return True
    return isinstance(error, OSError) and not isinstance(error, (ssl.SSLError, smtplib.SMTPException))


class _NoRedirects(HTTPRedirectHandler):
    """A token goes where it was meant to go and nowhere else; a redirect is an answer like any other error."""

    def redirect_request(self, *_arguments: object) -> None:
        return None


def _place(channel: Channel) -> str:
    return f"{channel.host}:{channel.port}" if isinstance(channel, Mail) else channel.url.split("?")[0]


def _failed(channel: Channel, error: Exception) -> str:
    return f"{_place(channel)}: {type(error).__name__}: {_said(error)}"


def _said(error: Exception) -> str:
    """A server's answer to a log-in is not repeated: it may quote what it was given."""
    return "the server refused the log-in" if isinstance(error, smtplib.SMTPAuthenticationError) else reason(error)
