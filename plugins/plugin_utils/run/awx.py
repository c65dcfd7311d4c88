# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Jobs of AWX and Automation Controller: the container's disk goes with the job, so what has to stay must be written elsewhere."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.store.errors import StoreError
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.store.libraries import require_sqlalchemy
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.store.url import ALLOWED_ELSEWHERE, is_local, store_url

MARK = "AWX_PRIVATE_DATA_DIR"
"""Set by AWX for every job (awx/main/tasks/jobs.py, build_env)."""


def check_store(url: str | None, state_dir: Path, environment: Mapping[str, str] | None = None) -> None:
    """Raises StoreError where a job of AWX would write its evidence to a place that is gone afterwards. `environment`: by default the process's."""
    if MARK not in (os.environ if environment is None else environment):
        return
    if not url:
        raise StoreError(f"in AWX maintenance_store_url must be set, or the evidence is lost with the job's container; allowed is {ALLOWED_ELSEWHERE}")
    require_sqlalchemy()
    if is_local(store_url(url, state_dir)):
        raise StoreError(f"in AWX maintenance_store_url must lead to another machine: what is local is lost with the job; allowed is {ALLOWED_ELSEWHERE}")
