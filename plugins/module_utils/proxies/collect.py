# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""All proxies the machine is configured with, and which of them leads where."""

from __future__ import annotations

from typing import Callable, Mapping

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.hygiene.text import error_text
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.proxies.apt import apt_proxies, read_apt_settings
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.proxies.environment import proxies_in, read_environment
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.proxies.macos import macos_proxies
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.proxies.model import Proxy
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.proxies.rpm import dnf_proxies, zypper_proxies
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.reading.commands import NoSuchProgram, run
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.reading.files import read_text_or_none

LIMIT = 16
COMMAND_SECONDS = 4.0

# Managers that use their own setting before the environment's; libdnf reads yum's configuration too.
OWNERS_OF = {"apt": ("apt",), "dnf": ("dnf", "yum"), "yum": ("dnf", "yum"), "zypper": ("zypper",), "pacman": ()}
EVERYBODYS = ("session", "environment_file", "macos")


class ProxySet:
    """The proxies found, in order of whose they are."""

    def __init__(self) -> None:
        self.entries: list[Proxy] = []

    def add(self, proxies: list[Proxy]) -> None:
        """Take up proxies, each id once."""
        for proxy in proxies:
            if len(self.entries) < LIMIT and all(proxy.id != entry.id for entry in self.entries):
                self.entries.append(proxy)

    def leading_to(self, scheme: str, host: str, port: int) -> list[Proxy]:
        """Return the proxies to try for an endpoint; the same one of two owners once, under the first one's id."""
        return _distinct([entry for entry in self.entries if entry.only_for is None and _can_serve(entry, scheme, host, port)])

    def of_manager(self, manager: str, part: str, scheme: str, host: str, port: int, not_its_own: bool = False) -> list[Proxy | None]:
        """Return the ways a package manager would take, None for the direct one.

        `part` is the repository; `not_its_own`: the manager is told to use no proxy for it. The manager's own proxy is
        the only way; without one the direct way is tried and those of the environment, since it is not known from which
        the manager is started.
        """
        if not_its_own:
            return [None]
        own = [entry for entry in self.entries if entry.owner in OWNERS_OF.get(manager, ())]
        special = [entry for entry in own if entry.only_for in (part, host)]
        for choice in (special, [entry for entry in own if entry.only_for is None]):
            ways = [entry for entry in choice if _can_serve(entry, scheme, host, port)]
            if ways:
                return list(ways[:1])
        everybodys = [entry for entry in self.entries if entry.owner in EVERYBODYS and _can_serve(entry, scheme, host, port)]
        return [None, *_distinct(everybodys)]


def _can_serve(entry: Proxy, scheme: str, host: str, port: int) -> bool:
    return entry.speaks is not None and entry.serves(scheme, host, port)


def _distinct(proxies: list[Proxy]) -> list[Proxy]:
    chosen: list[Proxy] = []
    for proxy in proxies:
        if not any(proxy.same_as(other) for other in chosen):
            chosen.append(proxy)
    return chosen


def collect_proxies(root: str, variables: Mapping[str, str], commands: bool, found: ProxySet, errors: list[str]) -> None:
    """Fill `found`, one kind of configuration after the other; what one cannot be read does not cost the others."""
    sources: tuple[Callable[[], list[Proxy]], ...] = (
        lambda: proxies_in(variables, "session", errors),
        lambda: proxies_in(read_environment(read_text_or_none(root, "/etc/environment") or ""), "environment_file", errors),
        lambda: apt_proxies(read_apt_settings(root), errors),
        lambda: dnf_proxies(root, errors),
        lambda: zypper_proxies(root, errors),
        lambda: macos_proxies(_scutil(), errors) if commands else [],
    )
    for source in sources:
        try:
            found.add(source())
        except OSError as problem:
            errors.append(error_text(problem, "proxies"))
    for entry in found.entries:
        if entry.speaks is None and entry.schemes:
            errors.append(f"{entry.id}: a proxy of this kind is not tried")


def _scutil() -> str:
    try:
        return run(["scutil", "--proxy"], COMMAND_SECONDS).text
    except NoSuchProgram:
        return ""
