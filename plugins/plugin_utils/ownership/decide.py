# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whose a client is. Each step looks at one kind of evidence and passes on what it cannot tell; the strongest comes first."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.ownership.evidence import (
    FOREIGN,
    OURS,
    UNKNOWN,
    UNMANAGED,
    Client,
    Knowledge,
    Ownership,
    same,
)

Step = Callable[[Client, Mapping, Knowledge], Ownership | None]

REASONS = (
    "console",
    "console_not_ours",
    "register",
    "register_differs",
    "owner_name",
    "configuration_id",
    "account_id",
    "namespace",
    "not_managed",
    "no_owner",
    "hint_only",
    "not_readable",
    "no_evidence",
    "leftover",
    "comes_along",
)
"""Every reason that an ownership can carry; the texts (interface.yml, values: ownership_reason) name each."""

PROOFS = ("console", "register")
"""Reasons that prove a client is registered with us; names and ids on the machine could be copied."""


def decide(client: Client, provider: Mapping, knowledge: Knowledge) -> Ownership:
    """Whose `client` is. `provider` is maintenance_provider as contract/provider.py loads it. Pure; raises nothing for what a machine sent."""
    for step in STEPS:
        ownership = step(client, provider, knowledge)
        if ownership is not None:
            return ownership
    return Ownership(UNKNOWN, "no_evidence")


def _by_console(client: Client, provider: Mapping, knowledge: Knowledge) -> Ownership | None:
    console = knowledge.console.get(client.product)
    if console is None or not client.ids:
        return None
    if client.ids & console.ids:
        return Ownership(OURS, "console")
    if not console.complete:
        return None
    managed = client.values.get("managed")
    return Ownership(UNMANAGED if managed is False else FOREIGN if managed is True or client.product != "teamviewer" else UNKNOWN, "console_not_ours")


def _by_register(client: Client, provider: Mapping, knowledge: Knowledge) -> Ownership | None:
    enrolments = [enrolment for enrolment in knowledge.register if enrolment.product == client.product]
    management_id = client.text("management_id")
    for enrolment in enrolments:
        if enrolment.management_id:
            # Nobody else's assignment keeps the management id; an unmanaged client's is what is left of one.
            if enrolment.management_id == management_id and client.values.get("managed") is not False:
                return Ownership(OURS, "register")
        elif client.product != "teamviewer" and enrolment.client_id and enrolment.client_id in client.ids:
            return Ownership(OURS, "register")
    return None


def _register_differs(client: Client, provider: Mapping, knowledge: Knowledge) -> Ownership | None:
    """We did assign it once, and now it carries another management id: ours anew without a record, or somebody else's."""
    assigned = any(enrolment.management_id for enrolment in knowledge.register if enrolment.product == client.product)
    return Ownership(UNKNOWN, "register_differs") if assigned and client.text("management_id") else None


def _by_owner_name(client: Client, provider: Mapping, knowledge: Knowledge) -> Ownership | None:
    # The names of a client that was released are those of its last owner.
    if client.values.get("managed") is False and client.text("management_id"):
        return None
    for value, ours in _OWNER_NAMES:
        name, known = client.text(value), _known(provider, ours)
        if name and name in known:
            return Ownership(OURS, "owner_name")
        # Without a list of our own names a name tells nothing.
        if name and known:
            return Ownership(FOREIGN, "owner_name")
    return None


def _by_configuration(client: Client, provider: Mapping, knowledge: Knowledge) -> Ownership | None:
    return _by_id(client.text("configuration_id"), _known(provider, "teamviewer_configuration_ids"), "configuration_id")


def _by_account(client: Client, provider: Mapping, knowledge: Knowledge) -> Ownership | None:
    by_login = _by_id(client.text("integrator_login"), _known(provider, "atera_integrator_logins"), "account_id")
    by_account = _by_id(client.text("account_id"), _known(provider, "atera_account_ids"), "account_id")
    # Several of our people have a login each; the account is one.
    return by_account or by_login


def _by_namespace(client: Client, provider: Mapping, knowledge: Knowledge) -> Ownership | None:
    if client.product != "anydesk":
        return None
    ours = _known(provider, "anydesk_namespaces")
    named = client.texts("namespaces")
    # A custom client's prefix belongs to one namespace, whose name the machine does not tell.
    if named - ours or (client.text("prefix") and client.text("prefix") not in ours and not named):
        return Ownership(FOREIGN, "namespace")
    return Ownership(OURS, "namespace") if named or client.text("prefix") else None


def _without_manager(client: Client, provider: Mapping, knowledge: Knowledge) -> Ownership | None:
    # Assigned in the way that came before management ids, a client has its owner's names alone (assumption: released ones keep the id).
    has_names_alone = any(client.text(value) for value, _ours in _OWNER_NAMES) and not client.text("management_id")
    if client.values.get("managed") is False and not has_names_alone:
        return Ownership(UNMANAGED, "not_managed")
    if client.product == "anydesk" and client.readable and client.unattended is False:
        return Ownership(UNMANAGED, "no_owner")
    return None


def _by_hint(client: Client, provider: Mapping, knowledge: Knowledge) -> Ownership | None:
    hints = {client.text("hint_management_id"), client.text("hint_client_id")} - {""}
    return Ownership(UNKNOWN, "hint_only") if hints & client.ids else None


def _unreadable(client: Client, provider: Mapping, knowledge: Knowledge) -> Ownership | None:
    return None if client.readable else Ownership(UNKNOWN, "not_readable")


# An inspection's value, and where maintenance_provider lists ours.
_OWNER_NAMES = (("owner_company_name", "company_names"), ("owner_account_name", "teamviewer_account_names"))

STEPS: tuple[Step, ...] = (
    _by_console,
    _by_register,
    _by_owner_name,
    _by_configuration,
    _by_account,
    _by_namespace,
    _without_manager,
    _register_differs,
    _by_hint,
    _unreadable,
)


def _by_id(found: str, known: frozenset[str], reason: str) -> Ownership | None:
    if not found or not known:
        return None
    return Ownership(OURS if found in known else FOREIGN, reason)


def _known(provider: Mapping, key: str) -> frozenset[str]:
    return frozenset(same(name) for name in provider.get(key) or ())
