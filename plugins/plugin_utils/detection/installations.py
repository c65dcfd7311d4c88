# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is installed on one machine, each instance with its owner: the one view that rows, judges and the module share."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.belonging import by_product
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.presence import (
    HERE,
    INSTALLED,
    LEFTOVER,
    PORTABLE,
    RUNNING,
    Presence,
    Seen,
    presence,
)
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.products import Product, ProductCatalogue
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.ownership.decide import decide
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.ownership.evidence import (
    FOREIGN,
    OURS,
    UNKNOWN,
    UNMANAGED,
    Client,
    Knowledge,
    Ownership,
)

# Products of which a machine can carry several, each with a configuration and an owner of its own.
SEPARATE = ("anydesk", "screenconnect", "meshcentral")

# Products of which a 64-bit Windows has room for two; which signal belongs to which of them cannot be told.
DOUBLED = ("teamviewer",)

# An acting run looks at the first of them: ours is never called gone because somebody else's stands beside it, and nothing is done to what is unclear.
_FIRST = (UNKNOWN, OURS, FOREIGN, UNMANAGED)

_PERSON = re.compile(r"(~user[0-9]{1,4})(?:[/\\]|$)")
# By the names of programs and services, and by the folder of the configuration; `ad_msi` is that of the client without a prefix.
_CUSTOM = re.compile(r"anydesk(?:[-_]|[/\\]ad_(?!msi$))[^/\\]+", re.IGNORECASE)


@dataclass(frozen=True)
class Installation:
    """One instance of one product on one machine."""

    product: Product
    presence: str
    ownership: Ownership
    client: Client
    unattended: bool | None
    version: str | None
    seen: Presence
    secrets: Mapping = field(default_factory=dict)  # by name, whether it is set
    comes_with: str | None = None

    @property
    def is_here(self) -> bool:
        return self.presence in HERE

    @property
    def name(self) -> str:
        prefix = self.client.values.get("prefix")
        return f"{self.product.name} ({prefix})" if isinstance(prefix, str) and prefix else self.product.name


def installations(catalogue: ProductCatalogue, system: str, software: Mapping, provider: Mapping, knowledge: Knowledge) -> list[Installation]:
    """Every instance, in the catalogue's order. `software` is an observation's (schemas/observation.json), untrusted."""
    observed = by_product(software.get("signals", ()))
    found = []
    for product in catalogue:
        state = presence(product, system, observed[product.id]) if product.id in observed else None
        if state is not None:
            inspections = software.get("products", {}).get(product.id, ())
            owned = [_owned(installation, provider, knowledge) for installation in _instances(product, state, inspections)]
            found += sorted(owned, key=lambda one: _FIRST.index(one.ownership.owner)) if product.id in DOUBLED else owned
    return _with_parents(found)


def _instances(product: Product, state: Presence, inspections: tuple | list) -> list[Installation]:
    if product.id in DOUBLED and state.state in (INSTALLED, RUNNING) and inspections:
        return [_installation(product, state.state, state, inspection) for inspection in inspections]
    if product.id not in SEPARATE or len(inspections) < 2:
        return [_installation(product, state.state, state, _merged(inspections))]
    told = [_presence_of(inspection, state, _people(inspections)) for inspection in inspections]
    # What is here works by one of the configurations; where none can be told to be its, all of them count.
    if state.state in HERE and not any(one in HERE for one in told):
        told = [state.state] * len(told)
    return [_installation(product, one, state, inspection) for one, inspection in zip(told, inspections, strict=True)]


def _installation(product: Product, presence_state: str, state: Presence, inspection: Mapping) -> Installation:
    values = inspection.get("values", {})
    client = Client(
        product=product.id,
        client_id=inspection.get("client_id") or "",
        values=values,
        unattended=inspection.get("unattended"),
        readable=not inspection.get("errors"),
    )
    return Installation(
        product=product,
        presence=presence_state,
        ownership=Ownership(UNKNOWN, "no_evidence"),
        client=client,
        unattended=_unattended(product, presence_state, state, inspection),
        version=inspection.get("version") or next((one.observed["version"] for one in state.live if one.observed.get("version")), None),
        seen=state,
        secrets=inspection.get("secrets", {}),
    )


def _unattended(product: Product, presence_state: str, state: Presence, inspection: Mapping) -> bool | None:
    """Whether somebody gets in without anybody on the machine being asked."""
    if presence_state == LEFTOVER or product.access == "attended":
        return False
    said = inspection.get("unattended")
    if isinstance(said, bool):
        return said
    if presence_state == PORTABLE and not state.runs and not any(one.kind == "autostart" for one in state.live):
        # A downloaded program that neither runs nor starts lets nobody in.
        return False
    return True if product.access == "unattended" and presence_state in HERE else None


def _owned(installation: Installation, provider: Mapping, knowledge: Knowledge) -> Installation:
    if installation.presence == LEFTOVER:
        return replace(installation, ownership=Ownership(UNMANAGED, "leftover"))
    client = replace(installation.client, unattended=installation.unattended)
    return replace(installation, client=client, ownership=decide(client, provider, knowledge))


def _with_parents(found: list[Installation]) -> list[Installation]:
    """What another product brings along is whose that one is."""
    parents = {installation.product.id: installation for installation in found if installation.is_here}
    result = []
    for installation in found:
        parent = next((parents[name] for name in installation.product.comes_with if name in parents), None)
        if parent is not None and installation.is_here and installation.ownership.owner == UNKNOWN:
            installation = replace(installation, ownership=Ownership(parent.ownership.owner, "comes_along"), comes_with=parent.product.id)
        result.append(installation)
    return result


def _merged(inspections: tuple | list) -> Mapping:
    """One inspection of several (a configuration for each person): the worst of them counts for what they allow."""
    if len(inspections) < 2:
        return inspections[0] if inspections else {}
    said = [inspection.get("unattended") for inspection in inspections]
    unattended = True if True in said else None if None in said else False
    values: dict = {}
    for inspection in reversed(inspections):
        values.update(inspection.get("values", {}))
    first = next((inspection for inspection in inspections if inspection.get("client_id")), inspections[0])
    errors = [error for inspection in inspections for error in inspection.get("errors", ())]
    secrets = {name: any(inspection.get("secrets", {}).get(name) for inspection in inspections) for one in inspections for name in one.get("secrets", {})}
    return {**first, "values": values, "unattended": unattended, "errors": errors, "secrets": secrets}


def _people(inspections: tuple | list) -> set[str]:
    """The people who have a configuration of their own."""
    found = (_PERSON.match(inspection.get("instance", "")) for inspection in inspections)
    return {person.group(1) for person in found if person}


def _presence_of(inspection: Mapping, state: Presence, people: set[str]) -> str:
    """Which of several instances is there: each by the signals that can be its own. Anybody's is a copy in a home without a configuration, as everybody's."""
    if state.state not in HERE:
        return state.state
    instance = inspection.get("instance", "")
    person = _PERSON.match(instance)
    if person:
        users = {one.observed["user"] for one in state.live if one.observed.get("user")}
        return PORTABLE if person.group(1) in users or users - people else LEFTOVER
    common = [one for one in state.live if not one.is_personal]
    # A custom client's own names are not confirmed on every system, so any signal may be its; the standard client's are.
    if not _CUSTOM.search(instance):
        common = [one for one in common if not _is_custom(one)]
    if not common:
        return LEFTOVER
    return RUNNING if any(one.runs for one in common) else INSTALLED


def _is_custom(one: Seen) -> bool:
    return one.signal is not None and one.signal.key != "listeners" and _CUSTOM.search(one.value) is not None
