# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What every task of a run needs and none changes, loaded before Ansible forks a worker for each task and host."""

from __future__ import annotations

import contextlib
import gc

from ansible.plugins.loader import filter_loader

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.assess.compiled import built_in_products
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.catalogue.load import load_endpoints
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.catalogue.update_vendors import vendor_of
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.libraries import require_libraries
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.validate import compiled
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.store.libraries import load_sqlalchemy

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
        load_sqlalchemy()
    # The first template with a filter has Ansible look up all there are.
    filter_loader.get("default")
    # All this stays. The workers share its memory as long as nobody writes to it, and a garbage collection would.
    gc.freeze()
