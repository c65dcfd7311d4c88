# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The products that roles can act on: one file each in products/."""

from __future__ import annotations

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.gate import Product
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.products import atera, teamviewer, teamviewer_quicksupport

PRODUCTS: dict[str, Product] = {module.PRODUCT: module for module in (teamviewer, atera, teamviewer_quicksupport)}
"""In the order in which a host gets them."""
