# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Turns LOLRMM's list of tools (lolrmm.io, rmm_tools.json) into products of class "known, without ownership knowledge".

A tool is `{Name, Details: {InstallationPaths: [...]}, Artifacts: {Disk: [{File, OS}], Registry: [{Path}], EventLog: [{ServiceName}]}}`; every
part may be missing, null or of another kind.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.catalogue.errors import CatalogueError
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.products import ProductCatalogue
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.lolrmm.signals import Found, generic, signals_of
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.problems import Problem, shown

SOURCE = "LOLRMM (lolrmm.io, Apache License 2.0)"


@dataclass(frozen=True)
class LeftOut:
    """What was not taken over, and why: `reason` is a code of REASONS, `what` the signal, empty for a whole tool."""

    tool: str
    what: str
    reason: str


REASONS = {
    "curated": "the collection has an entry of its own",
    "client": "a program to go elsewhere from a machine; nobody comes in through it",
    "no_signal": "nothing in it tells the product",
    "not_a_tool": "no tool with a name",
    "repeated": "an earlier entry has the same name",
    "generic_program": "a program of the system, an installer or a run-time",
    "generic_folder": "a folder that holds other software too",
    "no_fixed_place": "a path that begins anywhere",
    "not_understood": "in no form that can be looked for",
    "size": "left out to keep the query small",
}


@dataclass
class Imported:
    """Products as a catalogue file has them, and everything that was left out."""

    products: list[dict] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)


def convert(document: object, curated: ProductCatalogue, date: str) -> Imported:
    """The tools of a list as products. `date`: the day of the import, ISO. Raises CatalogueError where the document is no list of tools."""
    if not isinstance(document, list):
        raise CatalogueError([Problem("LOLRMM's list", "", shown(document), "a list of tools")])
    imported = Imported()
    tools = list(_named(document, imported))
    shared = _shared(found for name, found in tools)
    known = _Curated(curated)
    seen: set[str] = set()
    for name, found in tools:
        reason = _excluded(name, found, known, seen)
        if reason:
            imported.left_out.append(LeftOut(name, "", reason))
            continue
        seen.add(identifier(name))
        imported.left_out += [LeftOut(name, what, why) for what, why in found.left_out]
        product = _product(name, found, shared, date)
        if product is None:
            imported.left_out.append(LeftOut(name, "", "no_signal"))
        else:
            imported.products.append(product)
    imported.products.sort(key=lambda product: product["id"])
    return imported


def identifier(name: str) -> str:
    """`247ithelp-com-connectwise` of `247ithelp.com (ConnectWise)`."""
    return re.sub(r"[^a-z0-9]+", "-", name.casefold().encode("ascii", "ignore").decode()).strip("-")[:100]


def _named(document: list, imported: Imported) -> Iterable[tuple[str, Found]]:
    for number, tool in enumerate(document):
        name = tool.get("Name") if isinstance(tool, Mapping) else None
        if not isinstance(name, str) or not identifier(name):
            imported.left_out.append(LeftOut(f"entry {number + 1}", "", "not_a_tool"))
        else:
            yield " ".join(name.split())[:200], signals_of(tool)


def _excluded(name: str, found: Found, known: _Curated, seen: set[str]) -> str | None:
    if identifier(name) in seen:
        return "repeated"
    if known.has(name, found):
        return "curated"
    words = " ".join(re.split(r"[\s_]+", name.casefold()))
    if any(re.search(rf"(?:^|\W){re.escape(word)}(?:$|\W)", words) for word in generic()["clients"]):
        return "client"
    return None


_TELLING = ("processes", "services", "units", "packages", "programs", "applications", "launchd")


def _comparable(match: str) -> str:
    return match.casefold().rstrip("\\/*")


class _Curated:
    """The collection's own products, by their names and by the signals that decide."""

    def __init__(self, catalogue: ProductCatalogue) -> None:
        self._names = {identifier(text) for product in catalogue for text in (product.id, product.name)}
        self._signals = {
            (system, signal.key, _comparable(signal.match))
            for product in catalogue
            for system in product.signals
            for signal in product.on(system)
            if signal.decides and "*" not in signal.match.rstrip("*")
        }

    def has(self, name: str, found: Found) -> bool:
        return identifier(name) in self._names or any(
            (system, key, _comparable(match)) in self._signals for system, key, match in found.signals if key in _TELLING
        )


def _shared(tools: Iterable[Found]) -> set[tuple[str, str, str]]:
    """Signals that several tools claim: neither can be told by them alone."""
    counted = Counter((system, key, match.casefold()) for found in tools for system, key, match in set(found.signals))
    return {signal for signal, times in counted.items() if times > 1}


def _product(name: str, found: Found, shared: set, date: str) -> dict | None:
    product: dict = {
        "id": identifier(name),
        "name": name,
        "vendor": "unknown",
        "category": "remote_control",
        "confidence": "low",
        "date": date,
        "sources": [SOURCE],
    }
    decides = False
    for system, key, match in dict.fromkeys(found.signals):
        doubtful = (system, key, match.casefold()) in shared or (key == "processes" and _stem(match) in generic()["programs"])
        decides = decides or not doubtful
        entry = {"match": match, "needs_second": True} if doubtful else match
        product.setdefault(system, {}).setdefault(key, []).append(entry)
    return product if decides else None


def _stem(program: str) -> str:
    return program.casefold().rpartition(".")[0] or program.casefold()
