# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""apt's own proxies."""

from __future__ import annotations

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.proxies.apt_conf import is_read, settings
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.proxies.model import SCHEMES, Proxy
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.reading.files import names_in, read_text_or_none

DIRECT = "direct"


def read_apt_settings(root: str) -> dict[str, str]:
    """Return apt's effective settings, names in lower case; raises OSError."""
    paths = [f"/etc/apt/apt.conf.d/{name}" for name in names_in(root, "/etc/apt/apt.conf.d") if is_read(name)]
    effective: dict[str, str] = {}
    for path in [*paths, "/etc/apt/apt.conf"]:
        effective.update(settings(read_text_or_none(root, path) or ""))
    return effective


def apt_proxies(effective: dict[str, str], errors: list[str]) -> list[Proxy]:
    """Return the proxies in apt's settings: one for each scheme, and those for single hosts. `DIRECT` switches one off."""
    general: dict[str, list[str]] = {}
    found: list[Proxy] = []
    direct_hosts = tuple(
        name.rpartition("::")[2] for name, value in effective.items() if _is_for_a_host(name) and value.strip().lower() == DIRECT
    )
    for scheme in SCHEMES:
        # apt's https method falls back on what is said for http.
        url = (effective.get(f"acquire::{scheme}::proxy") or effective.get("acquire::http::proxy") or "").strip()
        if url and url.lower() != DIRECT:
            general.setdefault(url, []).append(scheme)
        if any(effective.get(f"acquire::{scheme}::proxy{way}") for way in ("autodetect", "-auto-detect")):
            errors.append(f"apt: a program names the proxy for {scheme}; it was not run")
    for url, schemes in general.items():
        _add(found, url, tuple(schemes), "" if len(general) == 1 else schemes[0], None, direct_hosts, errors)
    for name, value in effective.items():
        if _is_for_a_host(name) and value.strip() and value.strip().lower() != DIRECT:
            scheme, host = name.split("::")[1], name.rpartition("::")[2]
            _add(found, value.strip(), (scheme,), f"{scheme}-{host}", host, (), errors)
    return found


def _is_for_a_host(name: str) -> bool:
    return name.startswith(("acquire::http::proxy::", "acquire::https::proxy::")) and name.count("::") == 3


def _add(found: list[Proxy], url: str, schemes: tuple[str, ...], part: str, host: str | None, bypass: tuple[str, ...], errors: list[str]) -> None:
    try:
        proxy = Proxy(url, "apt", schemes, bypass, part)
    except ValueError as problem:
        errors.append(f"apt: {problem}")
        return
    proxy.only_for = host
    found.append(proxy)
