# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""From catalogue files and inline groups to one checked `EndpointCatalogue`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.catalogue.endpoints import (
    EndpointCatalogue,
    EndpointEntry,
    EndpointGroup,
    endpoint_id,
)
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.catalogue.errors import CatalogueError
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.catalogue.paths import catalogue_paths
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.plain import plain
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.problems import Problem, schema_problems, shown
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.yaml_file import read_yaml

OWN = Path(__file__).with_name("endpoints.yml")
INLINE_VARIABLE = "maintenance_endpoints"


def load_endpoints(paths: object = None, inline: object = None) -> EndpointCatalogue:
    """The collection's own catalogue, the files in `paths` and the groups in `inline`, merged in this order.

    `paths` and `inline` are the values of `maintenance_catalogues` and `maintenance_endpoints`, whatever they are.
    Raises CatalogueError with everything that is wrong with them: unreadable files, wrong values, ids and endpoints that clash.
    """
    merged = {group.id: group for group in _own_groups()}
    sources = dict.fromkeys(merged, OWN.name)
    problems: list[Problem] = []
    for where, prefix, groups in _given(paths, inline, problems):
        for number, group in enumerate(groups):
            found = _clashes(group, where, f"{prefix}[{number}]", sources)
            problems += found
            if not found:
                merged[group["id"]] = _group(group)
                sources[group["id"]] = where
    if problems:
        raise CatalogueError(problems)
    return EndpointCatalogue(tuple(merged.values()))


@cache
def _own_groups() -> tuple[EndpointGroup, ...]:
    """What the tests hold to its schema."""
    return tuple(_group(group) for group in plain(read_yaml(OWN, CatalogueError))["endpoints"])


def _given(paths: object, inline: object, problems: list[Problem]) -> Iterator[tuple[str, str, list[dict]]]:
    """Each catalogue from outside that keeps to the schema, as where it stands, the path of its groups in it, and the groups."""
    for path in catalogue_paths(paths, problems):
        try:
            data = plain(read_yaml(Path(path).expanduser(), CatalogueError))
        except CatalogueError as error:
            problems += error.errors
            continue
        wrong = schema_problems("endpoints", data, path)
        problems += wrong
        if not wrong:
            yield path, "endpoints", data.get("endpoints", [])
    groups = plain(inline)
    if groups is None:
        return
    wrong = schema_problems("endpoint_groups", groups, INLINE_VARIABLE)
    problems += wrong
    if not wrong:
        yield INLINE_VARIABLE, "", groups


def _clashes(group: dict, where: str, path: str, sources: dict[str, str]) -> Iterable[Problem]:
    replaces, earlier = group.get("replace", False), sources.get(group["id"])
    if earlier is not None and not replaces:
        return [Problem(where, f"{path}.id", f"{shown(group['id'])}, which {earlier} has already", "another id, or replace: true to take that group's place")]
    if earlier is None and replaces:
        return [Problem(where, f"{path}.id", f"{shown(group['id'])}, which no earlier catalogue has", "the id of the group to replace, or no replace")]
    counted = Counter(endpoint_id(name, port, protocol) for entry in map(_entry, group["entries"]) for name in entry.names for port, protocol in entry.ports)
    return [
        Problem(where, f"{path}.entries", f"{endpoint} more than once", "every name and port once in a group")
        for endpoint, times in counted.items()
        if times > 1
    ]


def _group(group: dict) -> EndpointGroup:
    return EndpointGroup(
        id=group["id"], requirement=group["requirement"], semantics=group["semantics"], entries=tuple(_entry(entry) for entry in group["entries"])
    )


def _entry(entry: dict) -> EndpointEntry:
    ports = tuple((int(number), protocol) for number, protocol in (port.split("/") for port in entry["ports"]))
    return EndpointEntry(**{**entry, "names": tuple(entry["names"]), "ports": ports})
