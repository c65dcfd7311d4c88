# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads product catalogues: the one that comes along (catalogue/products/) and those an inventory names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

import yaml

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.catalogue.errors import CatalogueError
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

BUILT_IN = Path(__file__).parent.parent / "catalogue" / "products"

_DEFAULT_ACCESS = {REMOTE_CONTROL: "either", RMM: "unattended"}
_LISTENER = re.compile(r"(\d{1,5})(?:-(\d{1,5}))?/(?:tcp|udp)")
_LEAST_LETTERS = 3


def load_products(paths: Iterable[str] = ()) -> ProductCatalogue:
    """The built-in products and those of the catalogue files at `paths`; raises CatalogueError.

    A later entry replaces an earlier one of the same id whole, except that one of class `known` never replaces a curated one.
    """
    products = dict(_built_in())
    kept = []
    for path in paths:
        for product in products_of(read_yaml(path), str(path)):
            earlier = products.get(product.id)
            if earlier is not None and product.knowledge == KNOWN and earlier.knowledge == CURATED:
                kept.append(product.id)
            else:
                products[product.id] = product
    return ProductCatalogue(products, tuple(kept))


@lru_cache(maxsize=1)
def _built_in() -> Mapping[str, Product]:
    products = {}
    for path in sorted(BUILT_IN.glob("*.yml")):
        for product in products_of({"products": [read_yaml(path)]}, f"catalogue/products/{path.name}"):
            products[product.id] = product
    return products


def read_yaml(path: str | Path) -> object:
    """The content of a catalogue file; raises CatalogueError where it cannot be read."""
    try:
        text = Path(path).read_bytes().decode("utf-8")
        return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except OSError as error:
        raise CatalogueError([Problem(str(path), "", f"not readable ({error.strerror})", "a YAML file with products or endpoints")]) from error
    except (UnicodeDecodeError, yaml.YAMLError, ValueError, RecursionError) as error:
        line = getattr(getattr(error, "problem_mark", None), "line", None)
        place = "" if line is None else f" (line {line + 1})"
        raise CatalogueError([Problem(str(path), "", f"not valid YAML{place}", "a YAML file with products or endpoints")]) from error


def products_of(content: object, where: str) -> list[Product]:
    """The products of a catalogue file's content; raises CatalogueError with everything that is wrong in it."""
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
    return [_product(entry, knowledge) for entry in entries]


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
