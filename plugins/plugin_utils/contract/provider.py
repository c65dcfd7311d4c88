# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""From `maintenance_provider` to who we are."""

from __future__ import annotations

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.contract.errors import ContractError
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.plain import plain
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.problems import schema_problems
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.validate import schema


def load_provider(raw: object, where: str = "maintenance_provider") -> dict:
    """The value of `maintenance_provider` with every key present: `name` is text, all others are lists of text.

    Raises ContractError with everything that is wrong with it, whatever the value is.
    """
    data = plain(raw)
    problems = schema_problems("provider", data, where)
    if problems:
        raise ContractError(problems)
    lists = [key for key in schema("provider")["properties"] if key != "name"]
    return {"name": data["name"], **{key: data.get(key) or [] for key in lists}}
