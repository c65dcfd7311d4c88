# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The gate that every role goes through: first what holds for all products, then the product's own rules."""

from __future__ import annotations

from collections.abc import Collection
from typing import Protocol

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.decision import Decision, Refusal, by_finding
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.platforms import system
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.view import View
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.contract.dates import contract_runs
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.reasons import Reason

PRESENT = "present"
ABSENT = "absent"
STATES = (PRESENT, ABSENT)
REMOVE = "remove"
"""The step of every product that takes its software off the machine."""
ACCESS = ("access.credentials", "access.privilege")


class Product(Protocol):
    """The interface of a file in act/products/: what one product's role may do, and when."""

    PRODUCT: str
    """Id in the product catalogue."""
    ROLE: str
    IN_CONTRACT: str | None
    """The product as a contract names it; None where every contract covers it."""
    SETTINGS: dict
    """The role's variables that `steps` depends on, with their defaults."""
    SYSTEMS: frozenset[str]
    """Where the role has tasks for it."""
    DEVICE_CLASSES: frozenset[str]
    """What it may be meant for."""

    def concerns(self, view: View) -> bool: ...
    def refusal(self, view: View, state: str) -> Refusal | None: ...
    def steps(self, view: View, state: str) -> tuple[str, ...]: ...
    def proven(self, view: View, state: str, taken: Collection[str] = ()) -> Refusal | None: ...


def decide(product: Product, view: View, state: str, only: Collection[str] | None = None) -> Decision:
    """Whether the product's role may act on this host, and what differs; of that nothing but the steps `only`, if given. Pure."""
    refusal = _without_access(view) or _without_contract(view)
    if refusal is None and not product.concerns(view):
        refusal = _unseen(product, view)
        if refusal is None:
            return Decision(permitted=True, concerned=False)
    if refusal is None and state == PRESENT:
        refusal = _outside_contract(product, view)
    refusal = refusal or product.refusal(view, state) or _unseen(product, view)
    if refusal is not None:
        return Decision(permitted=False, refusal=refusal)
    decision = chosen(product.steps(view, state), only)
    return (decision.steps and _on_another_system(product, view)) or decision


def _on_another_system(product: Product, view: View) -> Decision | None:
    here = system(view.platform)
    if here in product.SYSTEMS:
        return None
    return Decision(permitted=False, refusal=Refusal("system_not_supported", {"system": here or "-", "product": product.PRODUCT}))


def chosen(steps: tuple[str, ...], only: Collection[str] | None) -> Decision:
    """Steps build upon each other: one is not taken without those before it."""
    if only is None:
        return Decision(permitted=True, steps=steps)
    wanted = tuple(step for step in steps if step in only)
    before = steps[: steps.index(wanted[-1])] if wanted else ()
    missing = [step for step in before if step not in only]
    if missing:
        return Decision(permitted=False, refusal=Refusal("other_steps_first", {"steps": missing}))
    return Decision(permitted=True, steps=wanted)


def not_proven(product: Product, view: View, state: str, taken: Collection[str], *, limited: bool) -> Refusal | None:
    """None where the new assessment shows what the steps that were taken were for. `limited`: others were left out, and may be missing."""
    if state == PRESENT and not limited:
        return product.proven(view, state, taken)
    # That something is gone, or that a step is superfluous now, shows only to somebody who has looked.
    unseen = _without_access(view) or _unseen(product, view)
    if unseen is not None or limited and not {REMOVE, *product.steps(view, state)}.intersection(taken):
        return unseen
    return product.proven(view, state, taken)


def met(view: View, requirement: str) -> Refusal | None:
    """None where the finding is `met`; a waiver, an unknown and a missing finding give no leave."""
    finding = view.finding(requirement)
    if finding is None:
        return Refusal("not_assessed", {"requirement": requirement}, requirement)
    return None if finding["status"] == "met" else by_finding(finding)


def _without_access(view: View) -> Refusal | None:
    return next((refusal for refusal in (met(view, name) for name in ACCESS) if refusal is not None), None)


def _unseen(product: Product, view: View) -> Refusal | None:
    """What was not looked for may be there, and be anybody's."""
    if view.seen or view.device_class not in product.DEVICE_CLASSES:
        return None
    return Refusal("software_not_seen")


def _without_contract(view: View) -> Refusal | None:
    return None if view.contract is not None else Refusal(str(Reason.CONTRACT_INVALID))


def _outside_contract(product: Product, view: View) -> Refusal | None:
    contract = view.contract
    if product.IN_CONTRACT is not None and product.IN_CONTRACT not in contract.products:
        return Refusal(str(Reason.PRODUCT_NOT_IN_CONTRACT), {"product": product.IN_CONTRACT})
    if contract_runs(contract, view.today):
        return None
    ends_on = contract.ends_on.isoformat() if contract.ends_on else None
    return Refusal("outside_contract", {"starts_on": contract.starts_on.isoformat(), "ends_on": ends_on}, "client.permitted")
