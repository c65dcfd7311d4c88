# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Names of persons: what is recorded holds a reference, the SHA-256 of a salt and the name; the name itself can be erased."""

from __future__ import annotations

import hashlib
import operator
import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.store.text import storable

KEYS = frozenset({"given_by", "account", "owner", "email"})
"""Keys under which an assessment or a contract may hold a person's name."""

CONTACT = "contact"
_MARK = "person"


@dataclass(frozen=True)
class Person:
    """`salt` and `name` are None once they are erased."""

    reference: str
    salt: str | None
    name: str | None

    @classmethod
    def of(cls, name: str) -> Person:
        salt = secrets.token_hex(32)
        return cls(reference(salt, name), salt, name)

    @property
    def fits(self) -> bool:
        """Whether reference and name belong together; of an erased one there is nothing to check."""
        return self.name is None or (self.salt is not None and reference(self.salt, self.name) == self.reference)


class Names:
    """The persons that one customer's records name. `added` are those that were not known before; `used`: references that were needed."""

    def __init__(self, known: Iterable[Person]) -> None:
        self._by_name = {person.name: person for person in known if person.name is not None}
        self.added: list[Person] = []
        self.used: set[str] = set()

    def referred(self, content: Any) -> Any:
        """The content with references in place of names."""
        return _replaced(content, self._reference)

    def _reference(self, value: Any) -> Any:
        if not isinstance(value, str) or not value:
            return value
        value = storable(value)
        person = self._by_name.get(value)
        if person is None:
            person = self._by_name[value] = Person.of(value)
            self.added.append(person)
        self.used.add(person.reference)
        return {_MARK: person.reference}


def named(content: Any, names: Mapping[str, str | None], erased: str | None = None) -> Any:
    """The content with names in place of references; `erased` stands for a name that is known no more."""

    def name(value: Any) -> Any:
        found = referred_to(value)
        return value if found is None else names.get(found) or erased

    return _replaced(content, name)


def references(content: Any) -> set[str]:
    """Every reference in a content."""
    found: set[str] = set()

    def note(value: Any) -> Any:
        one = referred_to(value)
        if one is not None:
            found.add(one)
        return value

    _replaced(content, note)
    return found


def referred_to(value: Any) -> str | None:
    return value[_MARK] if isinstance(value, Mapping) and set(value) == {_MARK} and isinstance(value[_MARK], str) else None


def reference(salt: str, name: str) -> str:
    return hashlib.sha256(f"{salt}:{name}".encode(errors="surrogatepass")).hexdigest()


def _replaced(value: Any, replace: Callable[[Any], Any]) -> Any:
    """The value itself where nothing in it is replaced: of ten thousand assessments most of what is in them is not."""
    if isinstance(value, list):
        made = [_replaced(member, replace) if isinstance(member, (dict, list)) else member for member in value]
        return value if all(map(operator.is_, made, value)) else made
    changes = {}
    for key, member in value.items():
        if key in KEYS:
            made = [replace(one) for one in member] if isinstance(member, list) else replace(member)
        elif key == CONTACT and isinstance(member, dict) and referred_to(member) is None:
            made = {name: replace(one) for name, one in member.items()}
        elif isinstance(member, (dict, list)):
            made = _replaced(member, replace)
        else:
            continue
        if made is not member:
            changes[key] = made
    return {**value, **changes} if changes else value
