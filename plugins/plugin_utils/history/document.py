# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A customer's history as the run left it in its directory: reports read it there and need no database."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run import names
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run.store import RunDirectory

_DOCUMENT = "history-"


def write_history(run: RunDirectory, customer: str | None, history: Mapping[str, Any]) -> None:
    run.write_document(_name(customer), history)


def history_of(run: RunDirectory, customer: str | None) -> dict[str, Any] | None:
    """None where the run was not recorded. Raises RunError where it cannot be read."""
    return run.read_document(_name(customer))


def _name(customer: str | None) -> str:
    return _DOCUMENT + names.directory_name(customer)
