# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads product catalogues: the one that comes along (catalogue/products/) and those an inventory names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.catalogue.errors import CatalogueError
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.catalogue.paths import catalogue_paths
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.keys import KEYS, SYSTEMS
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.products import (
    CURATED,
    KNOWN,
    REMOTE_CONTROL,
    RMM,
    Product,
    ProductCatalogue,
    Signal,
)
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.plain import plain
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.problems import Problem, schema_problems, shown
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.yaml_file import read_yaml

OWN = Path(__file__).parent.parent / "catalogue" / "products"

_DEFAULT_ACCESS = {REMOTE_CONTROL: "either", RMM: "unattended"}
_LISTENER = re.compile(r"(\d{1,5})(?:-(\d{1,5}))?/(?:tcp|udp)")
_LEAST_LETTERS = 3


def load_products(paths: object = None) -> ProductCatalogue:
    """The collection's own products and those of the files in `paths`, merged in this order.

    `paths` is the value of `maintenance_catalogues`, whatever it is. Raises CatalogueError with everything that is wrong with it:
    unreadable files, wrong values, ids that clash. An entry with `replace` takes the place of the earlier one of its id, whole. One of a
    catalogue of class `known` gives way to a curated one.
    """
    merged = dict(_own_products())
    sources = dict.fromkeys(merged, "the collection")
    kept: list[str] = []
    problems: list[Problem] = []
    for path in catalogue_paths(paths, problems):
        try:
            entries = products_of(read_yaml(Path(path).expanduser(), CatalogueError), path)
        except CatalogueError as error:
            problems += error.errors
            continue
        for number, (product, replaces) in enumerate(entries):
            earlier = merged.get(product.id)
            if earlier is not None and product.knowledge == KNOWN and earlier.knowledge == CURATED:
                kept.append(product.id)
                continue
            problems += _clashes(product, replaces, f"products[{number}].id", path, sources)
            merged[product.id] = product
            sources[product.id] = path
    if problems:
        raise CatalogueError(problems)
    return ProductCatalogue(merged, tuple(kept))


@lru_cache(maxsize=1)
def _own_products() -> Mapping[str, Product]:
    """Their tests hold them to the schema, so that no run has to wait for that."""
    entries = plain([read_yaml(path, CatalogueError) for path in sorted(OWN.glob("*.yml"))])
    return {entry["id"]: _product(_entry_with_mappings(entry), CURATED) for entry in entries}


def _clashes(product: Product, replaces: bool, path: str, where: str, sources: Mapping[str, str]) -> list[Problem]:
    earlier = sources.get(product.id)
    if earlier is not None and not replaces:
        return [Problem(where, path, f"{shown(product.id)}, which {earlier} has already", "another id, or replace: true to take that product's place")]
    if earlier is None and replaces:
        return [Problem(where, path, f"{shown(product.id)}, which no earlier catalogue has", "the id of the product to replace, or no replace")]
    return []


def products_of(content: object, where: str) -> list[tuple[Product, bool]]:
    """The products of a catalogue file's content, and whether each replaces one; raises CatalogueError with all that is wrong in it."""
    document = _with_mappings(plain(content))
    problems = schema_problems("products", {"products": [], **document} if isinstance(document, dict) else document, where)
    if problems:
        raise CatalogueError(problems)
    knowledge = document.get("class", CURATED)
    entries = document.get("products", [])
    problems = [problem for index, entry in enumerate(entries) for problem in _sense(entry, f"products[{index}]", where)]
    problems += _repeated(entries, where)
    if problems:
        raise CatalogueError(problems)
    return [(_product(entry, knowledge), entry.get("replace", False)) for entry in entries]


def _with_mappings(document: object) -> object:
    """Signals that are written as bare names become mappings, so that the schema knows one form only."""
    if not isinstance(document, dict) or not isinstance(document.get("products"), list):
        return document
    return {**document, "products": [_entry_with_mappings(entry) for entry in document["products"]]}


def _entry_with_mappings(entry: object) -> object:
    if not isinstance(entry, dict):
        return entry
    return {key: _signals_with_mappings(value) if key in SYSTEMS and isinstance(value, dict) else value for key, value in entry.items()}


def _signals_with_mappings(signals: dict) -> dict:
    return {
        key: [{"match": signal} if isinstance(signal, str) else signal for signal in listed] if isinstance(listed, list) else listed
        for key, listed in signals.items()
    }


def _sense(entry: dict, path: str, where: str) -> list[Problem]:
    """What a schema cannot say: patterns that would match everything, paths and ports that are none."""
    problems = []
    for system in SYSTEMS:
        for key, signals in entry.get(system, {}).items():
            for index, signal in enumerate(signals):
                allowed = _wrong(key, system, signal["match"])
                if allowed:
                    problems.append(Problem(where, f"{path}.{system}.{key}[{index}].match", shown(signal["match"]), allowed))
    return problems


def _wrong(key: str, system: str, match: str) -> str | None:
    """What would be right, where the pattern is wrong."""
    if key == "listeners":
        ports = _LISTENER.fullmatch(match)
        if not ports or not 1 <= int(ports.group(1)) <= int(ports.group(2) or ports.group(1)) <= 65535:
            return "ports and protocol, as in 5900-5909/tcp"
        return None
    # One exact letter or two are no name; two with a pattern would match half the machine.
    if "*" in match and sum(character.isalnum() for character in match) < _LEAST_LETTERS:
        return f"a pattern with at least {_LEAST_LETTERS} letters or digits"
    if system == "windows" or key == "portable":
        return None
    if key in ("programs", "traces") and not match.startswith("/"):
        return "an absolute path"
    if key in ("user_programs", "user_traces") and not match.startswith("~/"):
        return "a path below a home folder, as in ~/.config/name/"
    if key == "applications" and not match.endswith(".app"):
        return "the path or name of an application bundle (.app)"
    return None


def _repeated(entries: list[dict], where: str) -> list[Problem]:
    seen: set[str] = set()
    problems = []
    for index, entry in enumerate(entries):
        if entry["id"] in seen:
            problems.append(Problem(where, f"products[{index}].id", shown(entry["id"]), "an id that this file does not use twice"))
        seen.add(entry["id"])
    return problems


def _product(entry: dict, knowledge: str) -> Product:
    signals = {}
    for system in SYSTEMS:
        listed = [_signal(key, signal, entry) for key, found in entry.get(system, {}).items() if key in KEYS for signal in found]
        if listed:
            signals[system] = tuple(listed)
    return Product(
        id=entry["id"],
        name=entry["name"],
        vendor=entry["vendor"],
        category=entry["category"],
        access=entry.get("access", _DEFAULT_ACCESS.get(entry["category"], "either")),
        counts_when=entry.get("counts_when", "present"),
        excludes_ours=entry.get("excludes_ours", False),
        comes_with=tuple(entry.get("comes_with", ())),
        knowledge=knowledge,
        confidence=entry["confidence"],
        date=entry["date"],
        sources=tuple(entry["sources"]),
        note=entry.get("note"),
        signers=tuple(signal["match"] for signal in entry.get("windows", {}).get("signers", ())),
        signals=signals,
    )


def _signal(key: str, signal: dict, entry: dict) -> Signal:
    return Signal(
        key=key,
        match=signal["match"],
        confidence=signal.get("confidence", entry["confidence"]),
        needs_second=signal.get("needs_second", False),
        source=signal.get("source"),
        date=signal.get("date"),
        note=signal.get("note"),
    )
