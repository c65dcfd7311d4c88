# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Why Ansible could not even start the task for a host: asked afterwards, of the host's variables, without any connection."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Mapping
from importlib.util import find_spec
from typing import Any

from ansible import constants
from ansible.errors import AnsibleError
from ansible.plugins.loader import PluginLoader, become_loader, connection_loader, httpapi_loader, terminal_loader

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.access import status
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.access.status import Access
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.assess.variables import Variables
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.problems import InputError


def access_of_unreached(raw: Mapping[str, Any], variables: Variables) -> Access:
    """The access of a host that left no assessment: a connection variable that cannot be resolved is named, its value never."""
    unresolved = next(_unresolved(_connection_variables(raw, variables), variables), None)
    if unresolved is not None:
        return Access.because(status.CREDENTIALS_UNRESOLVED, detail=unresolved, attempted=False)
    missing = next(_missing_plugins(raw, variables), None)
    if missing is not None:
        return Access.because(status.CONTROL_NODE_UNFIT, detail=missing, attempted=False)
    return Access.because(status.NOT_REACHED, attempted=False)


def _unresolved(names: Iterable[str], variables: Variables) -> Iterator[str]:
    for name in names:
        try:
            variables.get(name)
        except InputError:
            yield name


def _connection_variables(raw: Mapping[str, Any], variables: Variables) -> Iterator[str]:
    """The names of all variables of this host that a connection is made from; those that choose the plugins first."""
    chooser = ("ansible_connection", "ansible_become", "ansible_become_method", "ansible_shell_type")
    known = dict.fromkeys([*chooser, *(name for names in constants.MAGIC_VARIABLE_MAPPING.values() for name in names)])
    for kind, plugin in _plugins(raw, variables):
        try:
            known.update(dict.fromkeys(constants.config.get_plugin_vars(kind, plugin)))
        except AnsibleError:
            continue
    return (name for name in known if name in raw)


def _plugins(raw: Mapping[str, Any], variables: Variables) -> Iterator[tuple[str, str]]:
    for kind, name, default in (
        ("connection", "ansible_connection", constants.DEFAULT_TRANSPORT),
        ("become", "ansible_become_method", constants.DEFAULT_BECOME_METHOD),
        ("shell", "ansible_shell_type", "sh"),
    ):
        try:
            yield kind, str(variables.get(name, default)) if name in raw else default
        except InputError:
            continue


def _missing_plugins(raw: Mapping[str, Any], variables: Variables) -> Iterator[str]:
    loaders = {"connection": connection_loader, "become": become_loader}
    for kind, plugin in _plugins(raw, variables):
        if kind in loaders and not loaders[kind].has_plugin(plugin):
            yield plugin
        elif kind == "connection" and plugin.rpartition(".")[2] in _BY_SYSTEM:
            yield from _missing_system(_BY_SYSTEM[plugin.rpartition(".")[2]], variables)
            if plugin.rpartition(".")[2] == "network_cli" and not _has_ssh_library():
                yield "ansible-pylibssh"


def _has_ssh_library() -> bool:
    """network_cli takes libssh, or paramiko through a plugin that newer ansible-cores do not have."""
    return find_spec("pylibsshext") is not None or (find_spec("paramiko") is not None and connection_loader.has_plugin("paramiko"))


_BY_SYSTEM = {"network_cli": terminal_loader, "httpapi": httpapi_loader}
"""Connections that have a plugin of their own for each system they can speak to."""


def _missing_system(loader: PluginLoader, variables: Variables) -> Iterator[str]:
    with contextlib.suppress(InputError):
        system = variables.get("ansible_network_os")
        if not system:
            yield "ansible_network_os"
        elif not loader.has_plugin(str(system)):
            yield str(system)
