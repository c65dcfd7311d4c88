# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""From Ansible's inventory to host entries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ansible.errors import AnsibleError
from ansible.template import Templar

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.inventory.entry import HostEntry, own_variables, shared_variables

if TYPE_CHECKING:
    from ansible.parsing.dataloader import DataLoader
    from ansible.vars.hostvars import HostVars


class EntryReader:
    """Reads hosts one after the other, and resolves what they have in common only once.

    A shared variable whose text is the same on two hosts has the value that it had on the first of them: making a contract anew for
    every host would cost more than all the rest.
    """

    def __init__(self, hostvars: HostVars, loader: DataLoader) -> None:
        self._hostvars = hostvars
        self._loader = loader
        self._resolved: dict[str, list[tuple[object, object, str | None]]] = {}

    def read(self, name: str) -> HostEntry:
        """The entry of a host of the inventory."""
        raw = self._hostvars.raw_get(name)
        templar = Templar(self._loader, variables=raw)
        values: dict[str, object] = {}
        unresolved: dict[str, str] = {}
        for variable in (*own_variables(), *shared_variables()):
            if variable in raw:
                resolve = self._once if variable in shared_variables() else _resolve
                value, reason = resolve(templar, variable, raw[variable])
                if reason is None:
                    values[variable] = value
                else:
                    unresolved[variable] = reason
        return HostEntry(name, tuple(raw["group_names"]), values, unresolved)

    def _once(self, templar: Templar, variable: str, raw: object) -> tuple[object, str | None]:
        known = self._resolved.setdefault(variable, [])
        for earlier, value, reason in known:
            if earlier is raw or earlier == raw:
                return value, reason
        value, reason = _resolve(templar, variable, raw)
        known.append((raw, value, reason))
        return value, reason


def _resolve(templar: Templar, variable: str, raw: object) -> tuple[object, str | None]:
    if isinstance(raw, str) and not templar.is_template(raw):
        return raw, None
    try:
        return templar.template(raw), None
    except AnsibleError as error:
        return None, f"{variable}: {error.message}"
