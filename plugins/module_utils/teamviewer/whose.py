# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Whose assignment a client carries, as far as the machine itself can tell. The order is that of plugin_utils/ownership/decide.py."""

from __future__ import annotations

from typing import NamedTuple

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.teamviewer.state import State

UNASSIGNED = "unassigned"
OURS = "ours"
FOREIGN = "foreign"
PRESUMED = "presumed"
UNKNOWN = "unknown"


class Accepted(NamedTuple):
    """By what an assignment is known to be ours. An empty list tells nothing."""

    management_ids: tuple[str, ...] = ()
    owner_names: tuple[str, ...] = ()
    configuration_ids: tuple[str, ...] = ()

    @classmethod
    def of(cls, given: dict | None) -> Accepted:
        """From the module's option."""
        given = given or {}
        return cls(*(tuple(filter(None, map(_same, given.get(name) or ()))) for name in cls._fields))


def whose(state: State, accepted: Accepted) -> str:
    """One of the words above.

    `presumed`: our own module was installed here, which says nothing of who assigned it since; the vendor has to be asked.
    """
    if not state.managed:
        return UNASSIGNED if state.managed is False else UNKNOWN
    if _same(state.management_id) in accepted.management_ids:
        return OURS
    names = {_same(name) for name in (state.owner_company_name, state.owner_account_name)} - {""}
    if names and accepted.owner_names:
        return OURS if names & set(accepted.owner_names) else FOREIGN
    configuration = _same(state.configuration_id)
    if configuration and accepted.configuration_ids:
        return PRESUMED if configuration in accepted.configuration_ids else FOREIGN
    return UNKNOWN


def _same(value: object) -> str:
    return " ".join(str(value if value is not None else "").strip("{} \t").casefold().split())
