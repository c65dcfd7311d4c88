# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a probe is to be held against: the variables that say so, their defaults and their limits."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.plan.errors import SettingsError
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.plan.trust_anchor import certificates_in
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.plan.urls import parts_of
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.plain import plain
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.problems import Problem, schema_problems, shown
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.validate import schema

WHERE = "inventory or command line"


@dataclass(frozen=True)
class HttpProbe:
    """What is fetched over plain HTTP, and the answer that shows that nobody else answered. A body of None is not compared.

    The default is what Firefox asks to tell a captive portal from the internet (its source documentation, "Captive Portal Detection" and
    "Connectivity Checking"); the body, apart from white space around it, is as public checks compare it.
    """

    url: str = "http://detectportal.firefox.com/success.txt"
    status: int = 200
    body: str | None = "success"


@dataclass(frozen=True)
class HttpsProbe:
    """One host that stands for the internet over HTTPS, instead of those in the catalogue."""

    host: str
    port: int = 443


@dataclass(frozen=True)
class Links:
    """Where a customer gets our software."""

    unattended: str = "http://go.bauer-group.com/ra-host"
    attended: str = "http://go.bauer-group.com/ra-client"
    attended_mac: str = "http://go.bauer-group.com/ra-macclient"


@dataclass(frozen=True)
class Settings:
    """`deadline` in seconds; `trust_anchor_pem` holds certificates only, empty where nothing is trusted additionally.

    `nxdomain_zone` is a zone of ours without a wildcard: what is invented below it must not exist.
    """

    deadline: float = 10.0
    http_probe: HttpProbe = field(default_factory=HttpProbe)
    https_probe: HttpsProbe | None = None
    nxdomain_zone: str = "bauer-group.com"
    links: Links = field(default_factory=Links)
    trust_anchor_pem: str = ""


def load_settings(variables: Mapping) -> Settings:
    """The settings in an inventory's variables (`maintenance_deadline`, ...); what is not there keeps its default.

    Reads the file that `maintenance_trust_anchor` names. Raises SettingsError with everything that is wrong, whatever the values are.
    """
    given = {name: plain(variables[name]) for name in schema("settings")["properties"] if name in variables}
    if "maintenance_deadline" in given:
        given["maintenance_deadline"] = _number(given["maintenance_deadline"])
    problems = schema_problems("settings", given, WHERE) or [*_wrong_ports(given)]
    if problems:
        raise SettingsError(problems)
    https_probe = given.get("maintenance_https_probe")
    return Settings(
        deadline=float(given.get("maintenance_deadline", Settings.deadline)),
        http_probe=HttpProbe(**given.get("maintenance_http_probe", {})),
        https_probe=None if https_probe is None else HttpsProbe(**{**https_probe, "host": https_probe["host"].lower()}),
        nxdomain_zone=given.get("maintenance_nxdomain_zone", Settings.nxdomain_zone).lower(),
        links=Links(**given.get("maintenance_links", {})),
        trust_anchor_pem=_trust_anchor(given.get("maintenance_trust_anchor")),
    )


def _number(value: object) -> object:
    """What came as `-e maintenance_deadline=5` is text; what is no finite number stays text, which the schema refuses."""
    try:
        number = float(value) if isinstance(value, str) else value
    except ValueError:
        return value
    return number if not isinstance(number, float) or math.isfinite(number) else str(value)


def _wrong_ports(given: Mapping) -> list[Problem]:
    urls = [("maintenance_http_probe.url", given.get("maintenance_http_probe", {}).get("url"))]
    urls += [(f"maintenance_links.{use}", url) for use, url in given.get("maintenance_links", {}).items()]
    return [Problem(WHERE, path, shown(url), "a URL whose port is 1 to 65535") for path, url in urls if url is not None and parts_of(url) is None]


def _trust_anchor(path: str | None) -> str:
    if not path:
        return ""
    try:
        return certificates_in(Path(path).expanduser().read_bytes())
    except (OSError, ValueError) as error:
        problem = Problem(WHERE, "maintenance_trust_anchor", f"{shown(path)} ({error})", "a readable PEM file with at least one certificate")
        raise SettingsError([problem]) from error
