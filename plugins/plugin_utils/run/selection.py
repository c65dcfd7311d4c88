# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which requirements a run assesses: by the variable `maintenance_requirements`, and by Ansible's tags; pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.registry import REQUIREMENTS
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.problems import InputError, Problem, shown

FAMILIES = tuple(dict.fromkeys(name.partition(".")[0] for name in REQUIREMENTS))
VARIABLE = "maintenance_requirements"


def selected(wanted: object, tags: Collection[str] = ("all",), skipped: Collection[str] = ()) -> list[str]:
    """Ids of the requirements, in the contract's order.

    `wanted`: the variable's value, None or empty for all of them. Of the tags (`--tags`, `--skip-tags`) those count that are a requirement's
    id or a family, as in `dns`; other tags are the play's own and choose nothing here. Raises InputError for an id that does not exist and
    where nothing is left.
    """
    names = _wanted(wanted)
    chosen = _named_by(tags)
    left = [name for name in REQUIREMENTS if name in names and (not chosen or name in chosen) and name not in _named_by(skipped)]
    if not left:
        raise InputError([Problem(VARIABLE, "", "left with no requirement by --tags and --skip-tags", "at least one")])
    return left


def _wanted(wanted: object) -> Collection[str]:
    if wanted in (None, "", []):
        return REQUIREMENTS
    names = wanted.split(",") if isinstance(wanted, str) else wanted
    if not isinstance(names, list):
        raise InputError([Problem(VARIABLE, "", shown(wanted), "a list of requirements' ids")])
    unknown = [name for name in names if name not in REQUIREMENTS and name not in FAMILIES]
    if unknown:
        allowed = f"ids out of {', '.join(REQUIREMENTS)}, or a family out of {', '.join(FAMILIES)}"
        raise InputError(Problem(VARIABLE, "", shown(name), allowed) for name in unknown)
    return _named_by(names)


def _named_by(names: Iterable[str]) -> frozenset[str]:
    given = set(names)
    return frozenset(name for name in REQUIREMENTS if name in given or name.partition(".")[0] in given)
