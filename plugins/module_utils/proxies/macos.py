# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The proxies macOS is configured with, from `scutil --proxy`."""

from __future__ import annotations

import re

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.proxies.model import Proxy

_SETTING = re.compile(r"(\w{1,64}) : (.*)")
_PREFIXES = (("HTTP", "http"), ("HTTPS", "https"))


def read_scutil(text: str) -> tuple[dict[str, str], list[str]]:
    """Return the settings of the outermost dictionary, and the list of exceptions."""
    values: dict[str, str] = {}
    exceptions: list[str] = []
    inside: list[str] = []
    for line in text.splitlines():
        line = line.strip()
        if line == "}":
            if inside:
                inside.pop()
            continue
        found = _SETTING.fullmatch(line)
        if line.endswith("{"):
            inside.append(found.group(1) if found else "")
        elif found and len(inside) <= 1:
            values.setdefault(found.group(1), found.group(2).strip())
        elif found and inside[-1] == "ExceptionsList":
            exceptions.append(found.group(2).strip())
    return values, exceptions


def macos_proxies(text: str, errors: list[str]) -> list[Proxy]:
    """Return the proxies in the output of `scutil --proxy`."""
    values, exceptions = read_scutil(text)
    bypass = tuple(exceptions)
    places: dict[str, list[str]] = {}
    for prefix, scheme in _PREFIXES:
        if values.get(prefix + "Enable") == "1" and values.get(prefix + "Proxy"):
            place = "http://{}:{}".format(values[prefix + "Proxy"], values.get(prefix + "Port", "80"))
            places.setdefault(place, []).append(scheme)
    found = []
    for place, schemes in places.items():
        try:
            found.append(Proxy(place, "macos", tuple(schemes), bypass, "" if len(places) == 1 else schemes[0]))
        except ValueError as problem:
            errors.append(f"macos: {problem}")
    if values.get("ProxyAutoConfigEnable") == "1":
        _note_script(values.get("ProxyAutoConfigURLString", ""), bypass, found, errors)
    return found


def _note_script(url: str, bypass: tuple[str, ...], found: list[Proxy], errors: list[str]) -> None:
    """A script decides on the proxy; what it says cannot be known without running it, so it serves no scheme here."""
    errors.append("macos: a script (PAC) names the proxy; it was not run")
    try:
        found.append(Proxy(url, "pac_file", (), bypass))
    except ValueError as problem:
        errors.append(f"pac_file: {problem}")
