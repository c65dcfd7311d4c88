# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Proxies in environment variables: of the session, and of every session (`/etc/environment`)."""

from __future__ import annotations

from typing import Mapping

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.proxies.bypass import split_list
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.proxies.model import SCHEMES, Proxy


def proxies_in(variables: Mapping[str, str], owner: str, errors: list[str]) -> list[Proxy]:
    """Return the proxies that `http_proxy`, `https_proxy` and `all_proxy` name, in lower case before upper case."""
    bypass = split_list(_value(variables, "no_proxy"))
    urls: dict[str, list[str]] = {}
    for scheme in SCHEMES:
        url = _value(variables, scheme + "_proxy") or _value(variables, "all_proxy")
        if url:
            urls.setdefault(url, []).append(scheme)
    found = []
    for url, schemes in urls.items():
        try:
            found.append(Proxy(url, owner, tuple(schemes), bypass, part="" if len(urls) == 1 else schemes[0]))
        except ValueError as problem:
            errors.append(f"{owner}: {problem}")
    return found


def _value(variables: Mapping[str, str], name: str) -> str:
    return variables.get(name, "").strip() or variables.get(name.upper(), "").strip()


def read_environment(text: str) -> dict[str, str]:
    """Return the variables of a file in the form of `/etc/environment`: `NAME=value`, `export` and quotes optional."""
    variables = {}
    for line in text.splitlines():
        line = line.strip()
        if line.startswith("export "):
            line = line[len("export "):].lstrip()
        name, equals, value = line.partition("=")
        if equals and not line.startswith("#"):
            variables[name.strip()] = unquoted(value.strip())
    return variables


def unquoted(value: str) -> str:
    """Return a value without the quotes around it."""
    if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return value
