# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which hosts a term of the contract is about."""

from __future__ import annotations

from collections.abc import Collection

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.contract.model import Hosts


def covers(hosts: Hosts, host: str, groups: Collection[str]) -> bool:
    """Whether a term that names ``hosts`` (None: all; else hosts' or groups' names) covers this host."""
    if hosts is None:
        return True
    return host in hosts or any(group in hosts for group in groups)
