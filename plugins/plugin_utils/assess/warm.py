# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What every host needs and no host changes, loaded before Ansible forks a worker for each of them."""

from __future__ import annotations

import contextlib
import gc

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.assess.compiled import built_in_products
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.catalogue.load import load_endpoints
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.catalogue.update_vendors import vendor_of
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.libraries import require_libraries
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.validate import compiled

_SCHEMAS = ("contract", "observation", "provider", "settings")


def warm() -> None:
    """Loads catalogues and compiles validators; does nothing where the control node lacks a library, which each task says for itself."""
    with contextlib.suppress(ImportError):
        require_libraries()
        built_in_products()
        load_endpoints()
        vendor_of({"system": "linux", "distribution": "debian"})
        for name in _SCHEMAS:
            compiled(name)
    # All this stays. The workers share its memory as long as nobody writes to it, and a garbage collection would.
    gc.freeze()
