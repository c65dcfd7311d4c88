# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What `latest` means in this run: looked up once for each kind of machine, before anything is downloaded, and the same for all hosts."""

from __future__ import annotations

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.once import once
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.package_index import Fetch, PackageSource, newest_version
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run.store import RunDirectory
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.problems import reason


def latest(run: RunDirectory, source: PackageSource, fetch: Fetch) -> tuple[str | None, str | None]:
    """The version, or what stands in the way of knowing it."""
    found = once(run, "latest", repr(source), lambda: _looked_up(source, fetch))
    return found["version"], found["problem"]


def _looked_up(source: PackageSource, fetch: Fetch) -> dict:
    try:
        return {"version": newest_version(source, fetch), "problem": None}
    except (OSError, ValueError) as error:
        return {"version": None, "problem": reason(error)}
