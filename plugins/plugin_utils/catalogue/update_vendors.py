# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether an update source is the system vendor's own or a third party's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.catalogue.errors import CatalogueError
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.yaml_file import read_yaml

_OWN = Path(__file__).with_name("update_vendors.yml")


@dataclass(frozen=True)
class UpdateVendor:
    """What the sources of one distribution's vendor are recognised by. Hosts and repositories are patterns with `*`."""

    hosts: tuple[str, ...] = ()
    origins: frozenset[str] = frozenset()
    keyrings: frozenset[str] = frozenset()
    repositories: tuple[str, ...] = ()

    def offers(self, source: Mapping) -> bool:
        """Whether an update source of an observation (schemas/observation.json) is this vendor's."""
        return (
            self.hosts_name(_host(source.get("url")))
            or source.get("origin") in self.origins
            or PurePosixPath(source.get("signed_by") or "").name in self.keyrings
            or _matches(source.get("name") or "", self.repositories)
        )

    def hosts_name(self, name: str) -> bool:
        """Whether a host of that name is one of the vendor's own, and no mirror."""
        return _matches(name.removesuffix("."), self.hosts)


def vendor_of(platform: Mapping) -> UpdateVendor | None:
    """The vendor of a machine, from its observation's `platform`: by its distribution, else by the closest family that is known.

    None where neither is known. An EPEL on a Red Hat system stays a third party's: families count only where the distribution is not known.
    """
    known = load_update_vendors()
    names = [platform.get("distribution"), *(platform.get("family") or ())]
    return next((known[name] for name in names if name in known), None)


@cache
def load_update_vendors() -> dict[str, UpdateVendor]:
    """The catalogue, by os-release ID. Its tests hold it to its schema, so that no host has to wait for that."""
    distributions = read_yaml(_OWN, CatalogueError)["distributions"]
    return {name: _vendor(name, distributions) for name in distributions}


def _vendor(name: str, distributions: Mapping) -> UpdateVendor:
    parts = [distributions[name], *(distributions[other] for other in distributions[name].get("also", ()))]

    def collected(key: str) -> Iterator[str]:
        return (value for part in parts for value in part.get(key, ()))

    return UpdateVendor(
        hosts=tuple(collected("hosts")),
        origins=frozenset(collected("origins")),
        keyrings=frozenset(collected("keyrings")),
        repositories=tuple(collected("repositories")),
    )


def _matches(text: str, patterns: tuple[str, ...]) -> bool:
    return bool(text) and any(fnmatchcase(text.lower(), pattern.lower()) for pattern in patterns)


def _host(url: str | None) -> str:
    try:
        return urlsplit(url or "").hostname or ""
    except ValueError:
        return ""
