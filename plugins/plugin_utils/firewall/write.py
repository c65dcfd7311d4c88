# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""All formats, by name."""

from __future__ import annotations

from collections.abc import Iterable

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.firewall.formats import csv_file, fortigate, nftables, opnsense, windows
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.firewall.rules import Demand
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.texts.texts import Texts

FORMATS = {
    "csv": csv_file.render,
    "nftables": nftables.render,
    "opnsense": opnsense.render,
    "fortigate": fortigate.render,
    "windows": windows.render,
}


def rendered(demand: Demand, formats: Iterable[str], texts: Texts) -> dict[str, bytes]:
    """File names and contents; nothing for a demand that asks no firewall for anything."""
    if not demand:
        return {}
    return {name: content for chosen in formats for name, content in FORMATS[chosen](demand, texts).items()}
