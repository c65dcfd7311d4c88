# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which versions a vendor's package source has, read from its indexes. Nothing is trusted for it: what is installed, the machine's package manager verifies."""

from __future__ import annotations

import gzip
import io
import lzma
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.platforms import DEB
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.versions import newest

Fetch = Callable[[str], bytes]
"""Returns what a URL answers; raises OSError."""

LARGEST = 64_000_000  # bytes of an index, unpacked
_ENTITY = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


@dataclass(frozen=True)
class PackageSource:
    """Where one package comes from for one kind of machine. `kind`: deb or rpm; `suite` and `component`: of a deb source."""

    kind: str
    url: str
    architecture: str
    package: str
    suite: str = ""
    component: str = ""

    @property
    def base(self) -> str:
        return self.url.replace("$basearch", self.architecture).rstrip("/")


def newest_version(source: PackageSource, fetch: Fetch) -> str:
    """The newest version of the package. Raises ValueError or OSError with what stands in the way."""
    found = list(_deb(source, fetch) if source.kind == DEB else _rpm(source.base, source.package, fetch))
    if not found:
        raise ValueError(f"{source.base} has no package {source.package} for {source.architecture}")
    return newest(found)


def _deb(source: PackageSource, fetch: Fetch) -> Iterator[str]:
    folder = f"{source.base}/dists/{source.suite}/{source.component}/binary-{source.architecture}"
    try:
        text = _unpacked(fetch(f"{folder}/Packages.gz"), "gz")
    except OSError:
        text = fetch(f"{folder}/Packages")
    for paragraph in text.decode("utf-8", "replace").split("\n\n"):
        fields = dict(line.split(": ", 1) for line in paragraph.splitlines() if ": " in line and not line.startswith(" "))
        if fields.get("Package") == source.package and "Version" in fields:
            yield fields["Version"].strip()


def _rpm(base: str, package: str, fetch: Fetch) -> Iterator[str]:
    index = _parsed(fetch(f"{base}/repodata/repomd.xml"))
    place = next((data.find("{*}location").get("href") for data in index.iterfind("{*}data") if data.get("type") == "primary"), None)
    if not place:
        raise ValueError(f"{base} has no list of packages")
    packages = _parsed(_unpacked(fetch(f"{base}/{place}"), place.rpartition(".")[2]))
    for entry in packages.iterfind("{*}package"):
        version = entry.find("{*}version")
        if entry.findtext("{*}name") == package and version is not None and entry.findtext("{*}arch") != "src":
            yield version.get("ver", "")


def _unpacked(data: bytes, ending: str) -> bytes:
    unpack = {"gz": gzip.open, "xz": lzma.open}.get(ending)
    if unpack is None:
        if ending == "xml":
            return data
        raise ValueError(f"the index is packed as {ending}, which is not read here; pin a version")
    try:
        with unpack(io.BytesIO(data)) as stream:
            content = stream.read(LARGEST + 1)
    except (EOFError, lzma.LZMAError) as error:
        raise ValueError(f"the index is damaged ({error})") from error
    if len(content) > LARGEST:
        raise ValueError("the index is too large")
    return content


def _parsed(data: bytes) -> ElementTree.Element:
    if _ENTITY.search(data[:4096]):
        raise ValueError("the index declares entities")
    try:
        return ElementTree.fromstring(data)
    except ElementTree.ParseError as error:
        raise ValueError(f"the index is no XML ({error})") from error
