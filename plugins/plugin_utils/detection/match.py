# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which signal of the catalogue an observed one is: the machine sends the name it found, not what the catalogue makes of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.software.match import regex
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.keys import PORTABLE, TRACE
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.products import Product, Signal

_USER = re.compile(r"~user[0-9]{1,4}")
_INSTANCE = re.compile(r"@[^.]*(?=\.)")
_PORTS = re.compile(r"(\d{1,5})(?:-(\d{1,5}))?/(?:tcp|udp)")


def catalogue_signals(product: Product, system: str, observed: Mapping) -> list[Signal]:
    """The catalogue's signals that an observed one fits; none for one that no catalogue asked for."""
    kind, value = observed["kind"], observed["value"]
    if kind == "autostart":
        return [signal for signal in product.on(system) if signal.key == "processes" and _fits(signal.match, value)]
    return [signal for signal in product.on(system) if signal.kind == kind and _is(signal, value, observed)]


def _is(signal: Signal, value: str, observed: Mapping) -> bool:
    if signal.kind == "listener":
        return _port_in(signal.match, value)
    if signal.kind == "process":
        return _fits(signal.match, re.split(r"[/\\]", value)[-1])
    if signal.kind in ("unit", "timer"):
        return _fits(signal.match, value) or _fits(signal.match, _INSTANCE.sub("@", value))
    if signal.kind == "path":
        return _is_path(signal, value, observed)
    if signal.kind == "application" and observed.get("user"):
        return _fits(signal.match, value) or _fits(signal.match, "/Applications/" + value.rpartition("/")[2])
    return _fits(signal.match, value)


def _is_path(signal: Signal, value: str, observed: Mapping) -> bool:
    trace = observed.get("state") == "residual"
    if signal.key in ("user_programs", "user_traces", "portable"):
        if not observed.get("user"):
            return False
        if signal.key == "portable":
            return not trace and _fits("*/" + signal.match.replace("\\", "/"), value.replace("\\", "/"))
        return (trace or signal.evidence != TRACE) and _fits(signal.match.rstrip("/\\"), _USER.sub("~", value.rstrip("/\\"), count=1))
    if observed.get("user"):
        return False
    return (trace or signal.evidence != TRACE) and _fits(signal.match.rstrip("/\\"), value.rstrip("/\\"))


def is_personal(signal: Signal | None, observed: Mapping) -> bool:
    """Whether a signal is of a person's own copy and not of what everybody on the machine has."""
    return bool(observed.get("user")) or (signal is not None and signal.evidence == PORTABLE)


def _fits(pattern: str, value: str) -> bool:
    return _compiled(pattern).fullmatch(value) is not None


@lru_cache(maxsize=4096)
def _compiled(pattern: str) -> re.Pattern[str]:
    # Names that differ in case only are the same name on two of the three systems, and nowhere another product.
    return re.compile(regex(pattern), re.DOTALL | re.IGNORECASE)


def _port_in(pattern: str, value: str) -> bool:
    wanted, found = _PORTS.fullmatch(pattern), re.match(r"(\d{1,5})/", value)
    return bool(wanted and found) and int(wanted.group(1)) <= int(found.group(1)) <= int(wanted.group(2) or wanted.group(1))
