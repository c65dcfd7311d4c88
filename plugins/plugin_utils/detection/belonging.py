# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whose signal a running program is where two products of one vendor run programs of the same name: that of the product in whose folder it lies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


def by_product(signals: Iterable[Mapping]) -> dict[str, list[Mapping]]:
    """An observation's signals by product. A process goes to the product that showed the innermost folder around it, else it stays."""
    signals = list(signals)
    folders = [(_within(one["value"]), one["product"]) for one in signals if one["kind"] == "path" and one.get("state") != "residual"]
    found: dict[str, list[Mapping]] = {}
    for signal in signals:
        found.setdefault(_owner(signal, folders), []).append(signal)
    return found


def _owner(signal: Mapping, folders: list[tuple[str, str]]) -> str:
    if signal["kind"] != "process":
        return signal["product"]
    around = [(folder, product) for folder, product in folders if _within(signal["value"]).startswith(folder)]
    innermost = max((len(folder) for folder, product in around), default=0)
    products = {product for folder, product in around if len(folder) == innermost}
    return products.pop() if len(products) == 1 else signal["product"]


def _within(path: str) -> str:
    """How the paths of everything in that folder begin, whichever system wrote them; Windows and macOS do not tell names by their case."""
    return path.replace("\\", "/").rstrip("/").casefold() + "/"
