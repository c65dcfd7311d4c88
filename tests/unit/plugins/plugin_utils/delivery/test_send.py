# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import hashlib
import hmac
import socket

import pytest
from hostile import HOSTILE
from made_up_fleet import finding

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.delivery import send as sending
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.delivery.send import NoConnection, NotDelivered, send
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.delivery.settings import Mail, Webhook
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.texts.load import texts

CREDENTIALS = finding("access.credentials", "unmet", "credentials_missing")
SENT_AT = "2026-11-23T03:00:00Z"
PASSWORD = "c4nary-Secret"
HEADERS = [
    *("Subject", "From", "To", "Date", "Message-ID", "Auto-Submitted", "Content-Language"),
    *("Content-Type", "Content-Transfer-Encoding", "MIME-Version"),
]


def deliver(channel, *sections, language="de"):
    send(channel, "account", sections, texts(language), True, SENT_AT)


def mail(server, **changes):
    given = {"host": "localhost", "port": server.port, "sender": "msp@example.org", "to": "it@mueller.example", **changes}
    return Mail(**given)


def test_mail_arrives_over_starttls_after_a_log_in(mail_server, ca_file, section):
    server = mail_server(password=PASSWORD)
    deliver(mail(server, ca_file=ca_file, username="msp", password=PASSWORD), section([("empfang", CREDENTIALS)]))
    (message,) = server.mails
    assert message["Subject"] == "Fernwartung: 1 neuer Punkt – Müller Maschinenbau GmbH"
    assert message["To"] == "it@mueller.example"
    assert "Gültige Zugangsdaten: empfang" in message.get_content()
    assert message["Auto-Submitted"] == "auto-generated"


def test_mail_arrives_over_tls_from_the_start(mail_server, ca_file, section):
    server = mail_server(wrapped=True)
    deliver(mail(server, ca_file=ca_file, security="tls"), section([("empfang", CREDENTIALS)]))
    assert len(server.mails) == 1


def test_mail_arrives_without_tls_where_that_is_wanted(mail_server, section):
    server = mail_server(tls=False)
    deliver(mail(server, security="none"), section([("empfang", CREDENTIALS)]))
    assert len(server.mails) == 1


def test_a_server_without_starttls_gets_nothing(mail_server, ca_file, section):
    server = mail_server(tls=False)
    with pytest.raises(NotDelivered, match="STARTTLS"):
        deliver(mail(server, ca_file=ca_file), section([("empfang", CREDENTIALS)]))
    assert server.mails == []


def test_a_server_that_nobody_vouches_for_gets_neither_mail_nor_password(mail_server, section):
    server = mail_server(password=PASSWORD)
    with pytest.raises(NotDelivered, match="CERTIFICATE_VERIFY_FAILED"):
        deliver(mail(server, username="msp", password=PASSWORD), section([("empfang", CREDENTIALS)]))
    assert server.mails == []


def test_a_refused_log_in_is_said_without_the_password(mail_server, ca_file, section):
    server = mail_server(password="another")
    with pytest.raises(NotDelivered, match="refused the log-in") as error:
        deliver(mail(server, ca_file=ca_file, username="msp", password=PASSWORD), section([("empfang", CREDENTIALS)]))
    assert PASSWORD not in str(error.value)


def test_refused_recipients_are_an_error(mail_server, ca_file, section):
    server = mail_server()
    server.refuse = "550 no such user"
    with pytest.raises(NotDelivered, match="550"):
        deliver(mail(server, ca_file=ca_file), section([("empfang", CREDENTIALS)]))


def test_an_address_that_the_server_cannot_take_is_an_error(mail_server, ca_file, section):
    server = mail_server()
    with pytest.raises(NotDelivered, match="SMTPUTF8"):
        deliver(mail(server, ca_file=ca_file, to="böse@mueller.example"), section([("empfang", CREDENTIALS)]))
    assert server.mails == []


def test_nobody_there_is_an_error(section):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        with pytest.raises(NotDelivered, match="localhost"):
            deliver(Mail("localhost", "a@example.org", "b@example.org", taken.getsockname()[1]), section([("empfang", CREDENTIALS)]))


@pytest.mark.parametrize("security", ["starttls", "tls", "none"])
@pytest.mark.parametrize("behave", [socket.socket.close, lambda connection: connection.makefile("rb").read()], ids=["hangs_up", "says_nothing"])
def test_a_mail_server_that_does_not_begin_to_talk_is_no_connection(serve, monkeypatch, section, security, behave):
    monkeypatch.setattr(sending, "TIMEOUT", 0.2)
    with pytest.raises(NoConnection, match="localhost"):
        deliver(mail(serve(behave), security=security), section([("empfang", CREDENTIALS)]))


def test_a_webhook_without_a_server_is_no_connection(section):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        with pytest.raises(NoConnection, match="localhost"):
            deliver(Webhook(f"https://localhost:{taken.getsockname()[1]}/x"), section([("empfang", CREDENTIALS)]))


def test_what_one_channel_says_or_trusts_speaks_for_no_other(mail_server, hook_server, ca_file, section, serve):
    """A wrong password, a refused address, a certificate that is not believed, a server that is too busy: the server is there."""
    server = mail_server(password="another")
    refused = mail(server, ca_file=ca_file, username="msp", password=PASSWORD)
    busy = mail(serve(lambda connection: connection.sendall(b"421 too many\r\n")))
    hook_server.status = 503
    hooks = [Webhook(hook_server.url), Webhook(hook_server.url, ca_file=ca_file)]
    for channel in (refused, mail(server), mail(server, security="tls"), mail(server, ca_file="/nowhere.pem"), busy, *hooks):
        with pytest.raises(NotDelivered) as caught:
            deliver(channel, section([("empfang", CREDENTIALS)]))
        assert caught.type is NotDelivered


@pytest.mark.parametrize("word", HOSTILE)
def test_hostile_words_make_no_header(mail_server, ca_file, section, word):
    server = mail_server(tls=False)
    deliver(mail(server, security="none"), section([(f"{word}\r\nBcc: evil@example.org\r\n\r\n.\r\n", CREDENTIALS)], name=f"{word}\r\nBcc: evil@example.org"))
    (message,) = server.mails
    assert message["Bcc"] is None
    assert sorted(message.keys()) == sorted(HEADERS)


def test_a_webhook_gets_signed_json(hook_server, ca_file, section):
    deliver(Webhook(hook_server.url, token="t0ken", secret=PASSWORD, ca_file=ca_file), section([("empfang", CREDENTIALS)]), language="en")
    ((headers, content),) = hook_server.posts
    assert headers["Authorization"] == "Bearer t0ken"
    assert headers["X-Maintenance-Signature"] == "sha256=" + hmac.new(PASSWORD.encode(), content, hashlib.sha256).hexdigest()
    assert hook_server.documents[0]["customers"][0]["new"][0]["host"] == "empfang"


def test_a_webhook_that_nobody_vouches_for_gets_nothing(hook_server, section):
    with pytest.raises(NotDelivered, match="CERTIFICATE_VERIFY_FAILED"):
        deliver(Webhook(hook_server.url, token=PASSWORD), section([("empfang", CREDENTIALS)]))
    assert hook_server.posts == []


@pytest.mark.parametrize("status", [400, 404, 500, 503])
def test_an_answer_that_is_none_of_success_is_an_error(hook_server, ca_file, section, status):
    hook_server.status = status
    with pytest.raises(NotDelivered, match=str(status)):
        deliver(Webhook(hook_server.url, ca_file=ca_file), section([("empfang", CREDENTIALS)]))


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_is_not_followed(hook_server, ca_file, section, status):
    hook_server.status, hook_server.location = status, hook_server.url + "/elsewhere"
    with pytest.raises(NotDelivered, match=str(status)):
        deliver(Webhook(hook_server.url, token=PASSWORD, ca_file=ca_file), section([("empfang", CREDENTIALS)]))
    assert len(hook_server.posts) == 1
