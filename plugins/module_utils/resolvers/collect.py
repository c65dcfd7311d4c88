# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""All resolvers the machine is configured with, and for what it asks them."""

from __future__ import annotations

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.hygiene.text import error_text
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.reading.commands import NoSuchProgram, run
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.reading.files import exists, read_text, read_text_or_none
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.resolvers.model import DEFAULT, STUB, Resolver
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.resolvers.resolv_conf import nameservers
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.resolvers.resolvectl import links, resolvers_of
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.resolvers.scutil_dns import scutil_resolvers
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.resolvers.server_address import read_server

LIMIT = 64
COMMAND_SECONDS = 2.0

RESOLVED_STUBS = frozenset(["127.0.0.53", "127.0.0.54"])
RESOLVED_UPSTREAMS = "/run/systemd/resolve/resolv.conf"
RESOLVED_CGROUPS = ("/sys/fs/cgroup/system.slice", "/sys/fs/cgroup/systemd/system.slice")
NETWORK_MANAGER_STUB = "/run/NetworkManager/resolv.conf"
NETWORK_MANAGER_UPSTREAMS = "/run/NetworkManager/no-stub-resolv.conf"


def collect_resolvers(root: str, system: str, commands: bool, found: list[Resolver], errors: list[str]) -> None:
    """Fill `found`; `system` is `macos` or anything else; `commands` allows to ask the system's programs.

    Raises OSError where a configuration is there and cannot be read.
    """
    try:
        resolvers = _of_macos(root, commands, errors) if system == "macos" else _of_linux(root, commands, errors)
    except FileNotFoundError as problem:
        # No configuration is an answer too: there is no resolver.
        errors.append(error_text(problem, "resolvers"))
        return
    found.extend(resolvers[:LIMIT])


def requested(addresses: list[str], errors: list[str]) -> list[Resolver]:
    """Return the resolvers that the plan names, besides those that the machine is configured with."""
    found = []
    for text in addresses:
        server = read_server(text)
        if server is None:
            errors.append("a requested resolver is no address")
        else:
            found.append(Resolver(server[0], server[1], "routed", "requested"))
    return found


def _of_macos(root: str, commands: bool, errors: list[str]) -> list[Resolver]:
    if commands:
        try:
            found = scutil_resolvers(run(["scutil", "--dns"], COMMAND_SECONDS).text)
        except OSError as problem:
            errors.append(error_text(problem, "scutil"))
        else:
            if found:
                return found
    return _plain(read_text_or_none(root, "/etc/resolv.conf") or "")


def _plain(text: str) -> list[Resolver]:
    return [Resolver(address, port, DEFAULT, "resolv_conf") for address, port in nameservers(text)]


def _of_linux(root: str, commands: bool, errors: list[str]) -> list[Resolver]:
    configured = _plain(read_text(root, "/etc/resolv.conf"))
    stubs = [entry for entry in configured if entry.address in RESOLVED_STUBS]
    if stubs and resolved_runs(root):
        upstreams = _upstreams_of_resolved(root, commands, errors)
        return _behind(configured, stubs, upstreams)
    forwarders = [entry for entry in configured if _is_local(entry.address) and entry.address in _forwarders_of_network_manager(root)]
    return _behind(configured, forwarders, _upstreams_of_network_manager(root)) if forwarders else configured


def _behind(configured: list[Resolver], stubs: list[Resolver], upstreams: list[Resolver]) -> list[Resolver]:
    """Mark local forwarders as stubs where their upstreams are known; else they themselves are what counts."""
    if not upstreams:
        return configured
    return [entry._replace(scope=STUB) if entry in stubs else entry for entry in configured] + upstreams


def resolved_runs(root: str) -> bool:
    """Tell whether systemd-resolved runs, as far as can be seen: its files outlive it, its control group does not.

    A question to a service that does not run could start it, and the probe changes nothing.
    """
    if not exists(root, RESOLVED_UPSTREAMS):
        return False
    slices = [folder for folder in RESOLVED_CGROUPS if exists(root, folder)]
    return not slices or any(exists(root, f"{folder}/systemd-resolved.service") for folder in slices)


def _upstreams_of_resolved(root: str, commands: bool, errors: list[str]) -> list[Resolver]:
    if commands:
        try:
            dns, domain, route = (run(["resolvectl", "--no-pager", verb], COMMAND_SECONDS) for verb in ("dns", "domain", "default-route"))
            found = resolvers_of(links(dns.text, domain.text, route.text)) if dns.status == 0 else []
            if found:
                return found
            errors.append("resolvectl: no answer")
        except NoSuchProgram:
            pass
        except OSError as problem:
            errors.append(error_text(problem, "resolvectl"))
    # This file names the servers of all links together, without their domains.
    text = read_text(root, RESOLVED_UPSTREAMS)
    return [Resolver(address, port, DEFAULT, "systemd_resolved") for address, port in nameservers(text, LIMIT)]


def _forwarders_of_network_manager(root: str) -> list[str]:
    """Return the local addresses that NetworkManager itself put in front of the upstreams it lists elsewhere."""
    return [address for address, _port in nameservers(read_text_or_none(root, NETWORK_MANAGER_STUB) or "")]


def _upstreams_of_network_manager(root: str) -> list[Resolver]:
    text = read_text_or_none(root, NETWORK_MANAGER_UPSTREAMS) or ""
    return [Resolver(address, port, DEFAULT, "network_manager") for address, port in nameservers(text, LIMIT) if not _is_local(address)]


def _is_local(address: str) -> bool:
    return address.startswith("127.") or address == "::1"
