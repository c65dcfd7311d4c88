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
    A client that is not managed and names an owner without a management id was assigned in the way that came before those ids (assumption).
    """
    if state.managed is None:
        return UNKNOWN
    management_id = _same(state.management_id)
    names = {_same(name) for name in (state.owner_company_name, state.owner_account_name)} - {""}
    if not state.managed and (management_id or not names):
        return UNASSIGNED
    if management_id in accepted.management_ids:
        return OURS
    if names and accepted.owner_names:
        by_name = OURS if names & set(accepted.owner_names) else FOREIGN
        # What is ours and has no management id yet may be given one.
        return UNASSIGNED if by_name == OURS and not state.managed else by_name
    if not state.managed:
        return UNKNOWN
    configuration = _same(state.configuration_id)
    if configuration and accepted.configuration_ids:
        return PRESUMED if configuration in accepted.configuration_ids else FOREIGN
    return UNKNOWN


def _same(value: object) -> str:
    return " ".join(str(value if value is not None else "").strip("{} \t").casefold().split())
