# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How a product is on a machine, from the signals it showed: installed, running, portable, leftover, suspected, or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.keys import RUNNING as RUNS
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.keys import TRACE
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.match import catalogue_signals, is_personal
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.products import Product, Signal

INSTALLED = "installed"
RUNNING = "running"  # installed or not: active now
PORTABLE = "portable"  # only as a person's own copy
LEFTOVER = "leftover"  # removed; something stayed
SUSPECTED = "suspected"  # signals that do not decide

HERE = (INSTALLED, RUNNING, PORTABLE)

_RUNNING_KINDS = ("process", "listener")
_SERVICE_KINDS = ("service", "unit", "launchd")
_TOLD = ("running", "stopped")


@dataclass(frozen=True)
class Seen:
    """One observed signal with the strongest of the catalogue's that it fits (None: the catalogue knows it no more)."""

    observed: Mapping
    signal: Signal | None

    @property
    def kind(self) -> str:
        return self.observed["kind"]

    @property
    def value(self) -> str:
        return self.observed["value"]

    @property
    def state(self) -> str | None:
        return self.observed.get("state")

    @property
    def decides(self) -> bool:
        return self.signal is not None and self.signal.decides

    @property
    def is_trace(self) -> bool:
        return self.state == "residual" or (self.signal is not None and self.signal.evidence == TRACE)

    @property
    def is_personal(self) -> bool:
        return is_personal(self.signal, self.observed)

    @property
    def runs(self) -> bool:
        if self.state == "running":
            return True
        return self.kind in _RUNNING_KINDS or (self.signal is not None and self.signal.evidence == RUNS and self.kind != "autostart")


@dataclass(frozen=True)
class Presence:
    """`state` is one of the words above; `seen` every signal of the product."""

    state: str
    seen: tuple[Seen, ...]

    @property
    def live(self) -> tuple[Seen, ...]:
        return tuple(one for one in self.seen if not one.is_trace)

    @property
    def runs(self) -> bool:
        """Whether it works for everybody: a window that somebody has open is not the service that must run. What services say of themselves comes first."""
        common = [one for one in self.live if not one.is_personal] or self.live
        told = [one for one in common if one.kind in _SERVICE_KINDS and one.state in _TOLD]
        return any(one.runs for one in told or common)

    @property
    def has_service(self) -> bool:
        return any(one.kind in _SERVICE_KINDS and not one.is_personal for one in self.live)

    @property
    def starts_at_boot(self) -> bool | None:
        """Whether any of its services starts at boot; None where it shows no service."""
        known = [one.observed["starts_at_boot"] for one in self.live if one.observed.get("starts_at_boot") is not None and one.kind != "timer"]
        return any(known) if known else None


def presence(product: Product, system: str, observed: Iterable[Mapping]) -> Presence | None:
    """The presence that a product's observed signals prove; None where it is not there, or does not count."""
    seen = tuple(Seen(one, _strongest(catalogue_signals(product, system, one))) for one in observed)
    live = [one for one in seen if not one.is_trace]
    if not live:
        return Presence(LEFTOVER, seen) if any(one.decides for one in seen) else None
    if not _decided(live, seen):
        return Presence(SUSPECTED, seen) if product.counts_when == "present" else None
    if not _counts(product, live):
        return None
    if all(one.is_personal for one in live):
        return Presence(PORTABLE, seen)
    return Presence(RUNNING if any(one.runs for one in live) else INSTALLED, seen)


def _strongest(signals: list[Signal]) -> Signal | None:
    return max(signals, key=lambda signal: (signal.decides, signal.confidence != "unconfirmed", signal.evidence != TRACE), default=None)


def _decided(live: list[Seen], seen: tuple[Seen, ...]) -> bool:
    """One live signal that decides alone, or a second of another kind beside a doubtful one."""
    return any(one.decides for one in live) or len({one.kind for one in seen if one.signal is not None}) > 1


def _counts(product: Product, live: list[Seen]) -> bool:
    if product.counts_when == "running":
        return any(one.runs for one in live)
    if product.counts_when == "listening":
        return any(one.kind == "listener" for one in live)
    return True
