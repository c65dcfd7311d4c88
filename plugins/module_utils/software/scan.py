# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""One look at one machine's software: what is asked, where it is looked for, and what was found so far."""

from __future__ import annotations

import os
import time
from typing import Callable, NamedTuple

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.hygiene.homes import Homes
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.hygiene.text import clean, short_or_none
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.reading import commands
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.software.match import Patterns

#: Bytes of signals that one machine may send; the rest of the 64 kB is for what the vendors' files say.
SIGNALS_SIZE = 40 * 1024
SIGNALS_OF_ONE_KIND = 20

_VALUE_LIMIT = 400


class Person(NamedTuple):
    """A home folder as it lies on the machine (without the root), and the number that stands for it."""

    folder: str
    number: str


class Scan:
    """What every collector is given.

    `query` is what detection/query.py compiled; `found` takes signals and inspections as observation.json has them,
    `errors` what could not be looked at. `run` starts a program of the machine, or is None where `root` is a copied tree.
    """

    def __init__(
        self,
        query: dict,
        root: str,
        homes: Homes,
        found: dict,
        errors: list,
        run: Callable[..., commands.Output] | None = None,
    ) -> None:
        self.system = query.get("system", "linux")
        self.root = root or "/"
        self.homes = homes
        self.found = found
        self.errors = errors
        self.run = run if run is not None else (commands.run if self.root == "/" else None)
        self.people: list[Person] = []
        self.pids: dict[str, list[int]] = {}
        self._query = query.get("products", {})
        self._size = 0
        self._seen: dict[tuple, dict] = {}
        self._told: set[str] = set()
        self._count: dict[tuple, int] = {}
        self._cut = False

    def patterns(self, *keys: str, fold: bool = False) -> Patterns:
        """Return the patterns of all products under these keys of the catalogue."""
        return Patterns(self.pairs(*keys), fold or self.system == "macos")

    def pairs(self, *keys: str) -> list[tuple[str, str]]:
        """Return (pattern, product) of all products under these keys."""
        return [(pattern, product) for product, asked in self._query.items() for key in keys for pattern in asked.get(key, ())]

    def products(self) -> list[str]:
        """Return the products of which anything was found."""
        return sorted({signal["product"] for signal in self.found["signals"]})

    def add(
        self,
        product: str,
        kind: str,
        value: str,
        state: str | None = None,
        version: object = None,
        user: str | None = None,
        starts_at_boot: bool | None = None,
    ) -> None:
        """Record one signal, masked and bounded; the same one twice counts once."""
        shown = clean(self.homes.mask(value), _VALUE_LIMIT)
        key = (product, kind, shown, user, state)
        if key in self._seen:
            return
        signal = {"product": product, "kind": kind, "value": shown}
        for name, given in (("version", short_or_none(version)), ("user", user), ("state", state), ("starts_at_boot", starts_at_boot)):
            if given is not None:
                signal[name] = given
        size = 80 + sum(len(str(part).encode("utf-8")) for part in signal.values())
        group = (product, kind, state, user)
        same = self._count.get(group, 0)
        if same >= SIGNALS_OF_ONE_KIND:
            # Twenty of one person's tell all that a twenty-first would; what is left over does not crowd out what runs.
            return
        # However much stands there of others: each product is told of.
        if self._size + size > SIGNALS_SIZE and product in self._told:
            if not self._cut:
                self.errors.append("more signals than are sent")
            self._cut = True
            return
        self._seen[key] = signal
        self._told.add(product)
        self._count[group] = same + 1
        self._size += size
        self.found["signals"].append(signal)

    def owner(self, path: str) -> str | None:
        """Return the number of the person below whose home folder a path lies."""
        for person in self.people:
            if path == person.folder or path.startswith(person.folder + "/"):
                return person.number
        return None

    def lack(self, reason: str) -> None:
        """Note that a part of what was asked was not looked at."""
        self.errors.append(self.homes.mask(reason))

    def is_gone(self, path: str) -> bool:
        """Tell whether the absolute path surely leads to nothing: where the account may not look, nothing is said."""
        try:
            os.stat(os.path.join(self.root, path.lstrip("/")))
        except (FileNotFoundError, NotADirectoryError):
            return True
        except (OSError, ValueError):
            return False
        return False


def stopwatch(cutoff: float) -> Callable[[], float]:
    """Return a function that says how many seconds are left until `cutoff` (of time.monotonic)."""
    return lambda: cutoff - time.monotonic()
