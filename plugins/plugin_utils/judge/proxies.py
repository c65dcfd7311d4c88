# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which configured proxies count for what, and whose they are."""

from __future__ import annotations

from collections.abc import Mapping

PACKAGE_MANAGERS = {"apt": ("apt",), "dnf": ("dnf", "yum"), "yum": ("dnf", "yum"), "zypper": ("zypper",)}
"""A proxy's owner to the update managers that use it. Every other owner's proxy is the device's own."""


class Proxies:
    """The proxies of one observation, by id."""

    def __init__(self, proxies: list[Mapping]) -> None:
        self._by_id = {proxy["id"]: proxy for proxy in proxies}

    def for_device(self, proxy: str, scheme: str) -> bool:
        """Whether it is the device's own (not a package manager's) and made for this scheme: `http` or `https`."""
        known = self._by_id.get(proxy)
        return known is not None and known["owner"] not in PACKAGE_MANAGERS and scheme in known["schemes"]

    def for_updates(self, proxy: str, manager: str, scheme: str) -> bool:
        """Whether this update manager would use it: its own proxy, or the device's."""
        known = self._by_id.get(proxy)
        if known is None or scheme not in known["schemes"]:
            return False
        return manager in PACKAGE_MANAGERS.get(known["owner"], (manager,))

    def named(self, proxy: str) -> dict:
        """The proxy as a row of a finding's data."""
        known = self._by_id.get(proxy, {})
        return {"proxy": known.get("url", proxy), "owner": known.get("owner")}
