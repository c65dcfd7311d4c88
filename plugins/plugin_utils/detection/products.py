# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Products as the catalogue knows them: which remote access software there is, and by what a machine shows it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.keys import KEYS, SYSTEMS

CURATED = "curated"
KNOWN = "known"

REMOTE_CONTROL = "remote_control"
RMM = "rmm"
VPN_TUNNEL = "vpn_tunnel"


@dataclass(frozen=True)
class Signal:
    """One trace of a product: `key` of keys.KEYS, `match` a name, or a pattern with * and ?."""

    key: str
    match: str
    confidence: str  # high | medium | low | unconfirmed
    needs_second: bool = False
    source: str | None = None  # None: the product's sources
    date: str | None = None
    note: str | None = None

    @property
    def kind(self) -> str:
        return KEYS[self.key].kind

    @property
    def evidence(self) -> str:
        return KEYS[self.key].evidence

    @property
    def decides(self) -> bool:
        """Whether this signal alone tells the product."""
        return not self.needs_second and self.confidence != "unconfirmed"


@dataclass(frozen=True)
class Product:
    """One remote access software."""

    id: str
    name: str
    vendor: str
    category: str  # remote_control | rmm | vpn_tunnel
    access: str  # attended | unattended | either
    counts_when: str  # present | running | listening
    excludes_ours: bool
    comes_with: tuple[str, ...]
    knowledge: str  # curated | known (no ownership knowledge)
    confidence: str
    date: str
    sources: tuple[str, ...]
    note: str | None = None
    signers: tuple[str, ...] = ()
    signals: Mapping[str, tuple[Signal, ...]] = field(default_factory=dict)  # by system

    def on(self, system: str) -> tuple[Signal, ...]:
        return self.signals.get(system, ())


@dataclass(frozen=True)
class ProductCatalogue:
    """All products by id. `kept`: ids of `known` entries that gave way to a curated one."""

    products: Mapping[str, Product] = field(default_factory=dict)
    kept: tuple[str, ...] = ()

    def get(self, product_id: str) -> Product | None:
        return self.products.get(product_id)

    def __iter__(self) -> Iterator[Product]:
        return iter(self.products.values())

    def __len__(self) -> int:
        return len(self.products)

    def as_data(self) -> dict:
        """What JSON can hold; `from_data` reads it back, far faster than the YAML files are read."""
        return {"format": 1, "kept": list(self.kept), "products": [asdict(product) for product in self]}

    @classmethod
    def from_data(cls, data: Mapping) -> ProductCatalogue:
        products = {}
        for entry in data["products"]:
            signals = {system: tuple(Signal(**signal) for signal in entry["signals"].get(system, ())) for system in SYSTEMS if entry["signals"].get(system)}
            lists = {key: tuple(entry[key]) for key in ("comes_with", "sources", "signers")}
            products[entry["id"]] = Product(**{**entry, **lists, "signals": signals})
        return cls(products, tuple(data["kept"]))
