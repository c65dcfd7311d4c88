# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.delivery.settings import DeliveryError, Mail, Webhook, load_channels

MAIL = {"host": "mail.example", "sender": "msp@example.org", "to": ["it@example.org"]}
SECRET = "c4nary-Secret"


def test_both_channels_with_their_defaults():
    mail, hook = load_channels({"mail": MAIL, "webhook": {"url": "https://hook.example/x"}}, "v")
    assert mail == Mail("mail.example", "msp@example.org", "it@example.org", 587, "starttls")
    assert hook == Webhook("https://hook.example/x")


@pytest.mark.parametrize(("security", "port"), [("starttls", 587), ("tls", 465), ("none", 25)])
def test_the_port_follows_from_the_security(security, port):
    (mail,) = load_channels({"mail": {**MAIL, "security": security}}, "v")
    assert mail.port == port


def test_each_address_is_a_channel_of_its_own():
    channels = load_channels({"mail": {**MAIL, "to": ["a@example.org", "b@example.org", "a@example.org"]}}, "v")
    assert [channel.account for channel in channels] == ["mail a@example.org", "mail b@example.org"]


def test_nothing_set_is_no_channel():
    assert load_channels(None, "v") == []


@pytest.mark.parametrize(
    ("value", "named"),
    [
        ({}, "v"),
        ("x", "v"),
        ({"sms": {}}, "sms"),
        ({"mail": {**MAIL, "to": []}}, "mail.to"),
        ({"mail": {**MAIL, "to": ["a@b\nBcc: c@d"]}}, "mail.to"),
        ({"mail": {**MAIL, "sender": "x"}}, "mail.sender"),
        ({"mail": {**MAIL, "port": 0}}, "mail.port"),
        ({"mail": {**MAIL, "security": "none", "password": SECRET}}, "mail.security"),
        ({"mail": {**MAIL, "username": "u"}}, "mail.password"),
        ({"mail": {**MAIL, "password": [SECRET]}}, "mail.password"),
        ({"webhook": {"url": "http://hook.example"}}, "webhook.url"),
        ({"webhook": {"url": "https://user:pw@hook.example"}}, "webhook.url"),
        ({"webhook": {"url": "https://hook.example", "token": {"x": SECRET}}}, "webhook.token"),
        ({"webhook": {"url": "https://hook.example", "token": f"{SECRET}\nX: y"}}, "webhook.token"),
        ({"mail": {**MAIL, "password": SECRET, "port": "x"}, "webhook": {"url": "x", "secret": SECRET}}, "mail.port"),
    ],
)
def test_what_is_wrong_is_named_and_no_secret_shown(value, named):
    with pytest.raises(DeliveryError) as error:
        load_channels(value, "v")
    assert named in str(error.value)
    assert SECRET not in str(error.value)


def test_secrets_are_not_in_what_python_shows():
    hook = {"url": "https://hook.example", "token": SECRET, "secret": SECRET}
    channels = load_channels({"mail": {**MAIL, "username": "u", "password": SECRET}, "webhook": hook}, "v")
    assert len(channels) == 2
    assert SECRET not in repr(channels)
