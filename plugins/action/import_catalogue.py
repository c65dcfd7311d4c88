# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Imports a public list of products into a catalogue file beside the inventory. Documented in plugins/modules/import_catalogue.py."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import urlsplit

from ansible.module_utils.urls import open_url

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.actions.base import MaintenanceAction
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.catalogue.errors import CatalogueError
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.catalogue import load_products
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.lolrmm.catalogue_file import catalogue_file
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.lolrmm.convert import REASONS, convert
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.lolrmm.fit import fit
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.lolrmm.place import beside_inventory, refuse_own_folder, write_text
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run import clock
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.problems import Problem, shown

LIMIT = 64 * 1024 * 1024
SECONDS = 60


class ActionModule(MaintenanceAction):
    _requires_connection = False
    _supports_check_mode = True
    ARGUMENTS: ClassVar = {
        "source": {"type": "str", "default": "https://lolrmm.io/api/rmm_tools.json"},
        "dest": {"type": "str"},
    }

    def work(self, arguments: dict[str, Any], task_vars: dict[str, Any]) -> dict[str, Any]:
        given = arguments["dest"]
        place = Path(given).expanduser() if given else beside_inventory(task_vars.get("ansible_inventory_sources") or ())
        refuse_own_folder(place)
        curated = load_products()
        imported = fit(convert(_read(arguments["source"]), curated, clock.now().date().isoformat()), curated)
        changed = write_text(place, catalogue_file(imported), dry=self._task.check_mode)
        counts = Counter(entry.reason for entry in imported.left_out)
        summary = ", ".join(f"{times} ({REASONS[reason]})" for reason, times in sorted(counts.items()))
        return {
            "changed": changed,
            "dest": str(place),
            "products": [product["id"] for product in imported.products],
            "left_out": [{"tool": entry.tool, "what": entry.what, "reason": entry.reason, "why": REASONS[entry.reason]} for entry in imported.left_out],
            "report": [" | ".join(filter(None, (entry.tool, entry.what, REASONS[entry.reason]))) for entry in imported.left_out],
            "msg": f"{len(imported.products)} products in {place}. Left out: {summary or 'nothing'}.",
        }


def _read(source: str) -> object:
    """The list of tools at an https URL or in a file; raises CatalogueError."""
    try:
        content = _download(source) if urlsplit(source).scheme in ("http", "https") else Path(source).expanduser().read_bytes()
        if len(content) > LIMIT:
            raise CatalogueError([Problem("source", "", f"more than {LIMIT} bytes", "LOLRMM's list of tools")])
        return json.loads(content)
    except (ValueError, RecursionError) as error:
        if isinstance(error, CatalogueError):
            raise
        raise CatalogueError([Problem("source", "", f"{shown(source)}, which holds no valid JSON", "LOLRMM's list of tools (rmm_tools.json)")]) from error
    except OSError as error:
        raise CatalogueError([Problem("source", "", f"{shown(source)}, which cannot be read ({error})", "an https URL or a file")]) from error


def _download(url: str) -> bytes:
    if urlsplit(url).scheme != "https":
        raise CatalogueError([Problem("source", "", shown(url), "an https URL or a file")])
    with open_url(url, timeout=SECONDS, http_agent="bauer_group.remote_maintenance", follow_redirects="safe") as answer:
        return answer.read(LIMIT + 1)
