# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The proxies of dnf and yum, general and of single repositories, and of zypper."""

from __future__ import annotations

from urllib.parse import quote

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.proxies.environment import proxies_in, read_environment
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.proxies.model import SCHEMES, Proxy
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.reading.files import names_in, read_text_or_none
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.reading.ini import sections

CONFIGURATIONS = (("dnf", "/etc/dnf/dnf.conf"), ("yum", "/etc/yum.conf"))
NO_PROXY = ("_none_", "none", "")


def dnf_proxies(root: str, errors: list[str]) -> list[Proxy]:
    """Return what `proxy=` names in the main configuration and in repositories; raises OSError."""
    found: list[Proxy] = []
    owner = "dnf"
    for name, path in CONFIGURATIONS:
        text = read_text_or_none(root, path)
        if text is not None:
            owner = name
            # The older manager's file is a link to the newer one's, or left over from it.
            _take(found, text, owner, errors, general=True)
            break
    for name in names_in(root, "/etc/yum.repos.d", (".repo",)):
        _take(found, read_text_or_none(root, f"/etc/yum.repos.d/{name}") or "", owner, errors, general=False)
    return found


def _take(found: list[Proxy], text: str, owner: str, errors: list[str], general: bool) -> None:
    for section, values in sections(text):
        url = values.get("proxy", "").strip()
        if url.lower() in NO_PROXY:
            continue
        try:
            proxy = Proxy(_with_credentials(url, values), owner, SCHEMES, part="" if section == "main" else section)
        except ValueError as problem:
            errors.append(f"{owner}: {problem}")
            continue
        proxy.only_for = None if section == "main" and general else section
        found.append(proxy)


def _with_credentials(url: str, values: dict[str, str]) -> str:
    user, password = values.get("proxy_username", ""), values.get("proxy_password", "")
    if not user:
        return url
    scheme, separator, rest = url.partition("://")
    credentials = f"{quote(user, safe='')}:{quote(password, safe='')}@"
    return f"{scheme}://{credentials}{rest}" if separator else f"http://{credentials}{url}"


def zypper_proxies(root: str, errors: list[str]) -> list[Proxy]:
    """Return the system's proxies of SUSE (`/etc/sysconfig/proxy`), where they are switched on; raises OSError."""
    variables = read_environment(read_text_or_none(root, "/etc/sysconfig/proxy") or "")
    if variables.get("PROXY_ENABLED", "no").lower() != "yes":
        return []
    return proxies_in(variables, "zypper", errors)
