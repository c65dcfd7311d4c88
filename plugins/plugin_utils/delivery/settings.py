# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""From `maintenance_delivery`, as it stands in the inventory, to checked channels. No message shows a secret."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.plain import plain
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.problems import InputError, Problem, schema_problems

STARTTLS, TLS, NONE = "starttls", "tls", "none"
_PORTS = {STARTTLS: 587, TLS: 465, NONE: 25}
_SECRETS = ("password", "token", "secret")
_HIDDEN = "(hidden)"


class DeliveryError(InputError):
    """A `maintenance_delivery` that cannot be used."""


@dataclass(frozen=True)
class Mail:
    """An SMTP server and an address there is mail for."""

    host: str
    sender: str
    to: str
    port: int
    security: str = STARTTLS
    username: str | None = None
    password: str | None = field(default=None, repr=False)
    ca_file: str | None = None

    name = "mail"

    @property
    def account(self) -> str:
        """What it was told is remembered by."""
        return f"{self.name} {self.to}"

    @property
    def server(self) -> str:
        """Where it is spoken to and how: whoever takes a port for one without TLS hears nothing there, and others do."""
        return f"{self.host}:{self.port} {self.security}"


@dataclass(frozen=True)
class Webhook:
    """An HTTPS server that takes JSON."""

    url: str
    token: str | None = field(default=None, repr=False)
    secret: str | None = field(default=None, repr=False)
    ca_file: str | None = None

    name = account = "webhook"
    to = None

    @property
    def server(self) -> str:
        return urlsplit(self.url).netloc


Channel = Mail | Webhook


def load_channels(raw: object, where: str) -> list[Channel]:
    """The channels in the variable `where`, one for each address; none where it is not set.

    One address that a server refuses keeps no news from the others, and none of them gets the same twice.
    Raises DeliveryError with everything that is wrong, whatever the value is.
    """
    data = plain(raw)
    if data is None:
        return []
    problems = [*schema_problems("delivery", _without_secrets(data), where), *_wrong_secrets(data, where)]
    if not problems:
        problems += _unsafe(data, where)
    if problems:
        raise DeliveryError(problems)
    channels: list[Channel] = []
    if data.get("mail"):
        given = {key: value for key, value in data["mail"].items() if value is not None}
        security = given.get("security", STARTTLS)
        every = {**given, "security": security, "port": given.get("port", _PORTS[security])}
        channels += [Mail(**{**every, "to": address}) for address in dict.fromkeys(given["to"])]
    if data.get("webhook"):
        channels.append(Webhook(**data["webhook"]))
    return channels


def _without_secrets(data: object) -> object:
    """What may be shown in a message."""
    if not isinstance(data, Mapping):
        return data
    return {
        name: {key: _HIDDEN if key in _SECRETS and value is not None else value for key, value in part.items()} if isinstance(part, Mapping) else part
        for name, part in data.items()
    }


def _wrong_secrets(data: object, where: str) -> list[Problem]:
    parts = {name: part for name, part in data.items() if isinstance(part, Mapping)} if isinstance(data, Mapping) else {}
    return [
        Problem(where, f"{name}.{key}", _HIDDEN, "text")
        for name, part in parts.items()
        for key in _SECRETS
        if part.get(key) is not None and not (isinstance(part[key], str) and part[key].isprintable())
    ]


def _unsafe(data: Mapping, where: str) -> list[Problem]:
    mail = data.get("mail") or {}
    if mail.get("security") == NONE and mail.get("password"):
        return [Problem(where, "mail.security", "'none' with a password", "starttls or tls, so that the password is not sent in the clear")]
    if mail.get("username") and not mail.get("password"):
        return [Problem(where, "mail.password", "(missing)", "the password of mail.username")]
    return []
