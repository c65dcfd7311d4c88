# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What speaks for whose a client is: what its own files say, what the vendor's console says, and what our register holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

OURS = "ours"
FOREIGN = "foreign"
UNMANAGED = "unmanaged"
UNKNOWN = "unknown"


@dataclass(frozen=True)
class Ownership:
    """`owner` is one of the words above, `reason` a code of decide.REASONS."""

    owner: str
    reason: str


@dataclass(frozen=True)
class Console:
    """Ids (management or client ids) that our account at the vendor holds. `complete`: it was listed whole."""

    ids: frozenset[str] = frozenset()
    complete: bool = False


@dataclass(frozen=True)
class Enrolment:
    """One line of our register: a client of this host that we assigned to our account."""

    product: str
    management_id: str = ""
    client_id: str = ""


@dataclass(frozen=True)
class Knowledge:
    """What is known of one host besides what the host says itself."""

    console: Mapping[str, Console] = field(default_factory=dict)  # by product
    register: tuple[Enrolment, ...] = ()

    @classmethod
    def of(cls, given: Mapping | None) -> Knowledge:
        """From `{"console": {product: {"ids": [...], "complete": bool}}, "register": [{"product", "management_id", "client_id", "revoked"}]}`."""
        given = given or {}
        console = {
            product: Console(frozenset(same(item) for item in answer.get("ids", ())), answer.get("complete") is True)
            for product, answer in (given.get("console") or {}).items()
        }
        register = tuple(
            Enrolment(entry.get("product", ""), same(entry.get("management_id")), same(entry.get("client_id")))
            for entry in given.get("register") or ()
            if not entry.get("revoked")
        )
        return cls(console, register)


@dataclass(frozen=True)
class Client:
    """One installed client as its own files show it: `values` are an inspection's (schemas/observation.json), untrusted."""

    product: str
    client_id: str = ""
    values: Mapping = field(default_factory=dict)
    unattended: bool | None = None
    readable: bool = True

    def text(self, name: str) -> str:
        value = self.values.get(name)
        return same(value) if isinstance(value, (str, int)) and not isinstance(value, bool) else ""

    def texts(self, name: str) -> frozenset[str]:
        value = self.values.get(name)
        return frozenset(same(item) for item in value if isinstance(item, str)) if isinstance(value, (list, tuple)) else frozenset()

    @property
    def ids(self) -> frozenset[str]:
        """Every id under which a console or register may know it."""
        return frozenset(filter(None, (same(self.client_id), self.text("management_id"), self.text("agent_id"))))


def same(value: object) -> str:
    """A name or id in the form in which two of them are held against each other."""
    return " ".join(str(value if value is not None else "").strip("{} \t").casefold().split())
