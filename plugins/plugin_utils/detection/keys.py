# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The keys under which a product's signals stand in the catalogue, and what finding one of them means."""

from __future__ import annotations

from typing import NamedTuple

INSTALLED = "installed"  # the machine has it set up
RUNNING = "running"  # it is active now
PORTABLE = "portable"  # a person's own copy
TRACE = "trace"  # what outlives a removal


class Key(NamedTuple):
    """`kind` is the word of the observation's schema; `evidence` one of the constants above."""

    kind: str
    evidence: str


KEYS = {
    "packages": Key("package", INSTALLED),
    "units": Key("unit", INSTALLED),
    "timers": Key("timer", INSTALLED),
    "snaps": Key("snap", INSTALLED),
    "flatpaks": Key("flatpak", INSTALLED),
    "programs": Key("path", INSTALLED),
    "applications": Key("application", INSTALLED),
    "bundle_ids": Key("application", INSTALLED),
    "launchd": Key("launchd", INSTALLED),
    "services": Key("service", INSTALLED),
    "service_names": Key("service", INSTALLED),
    "uninstall": Key("uninstall", INSTALLED),
    "store_packages": Key("store_package", INSTALLED),
    "tasks": Key("task", INSTALLED),
    "registry": Key("registry", INSTALLED),
    "processes": Key("process", RUNNING),
    "listeners": Key("listener", RUNNING),
    "user_programs": Key("path", PORTABLE),
    "portable": Key("path", PORTABLE),
    # macOS keeps a receipt when a person drags the application to the bin.
    "receipts": Key("receipt", TRACE),
    "registry_traces": Key("registry", TRACE),
    "traces": Key("path", TRACE),
    "user_traces": Key("path", TRACE),
}
"""Every key but `signers`, which no collector looks for by itself."""

SYSTEMS = ("linux", "macos", "windows")
