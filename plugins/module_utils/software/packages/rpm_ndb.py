# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""RPM's own database of SUSE: Packages.db.

A header of 32 bytes (magic RpmP, version, generation, number of slot pages), then pages of 4096 bytes of slots of 16 bytes
(magic Slot, package, block, number of blocks), then blobs in blocks of 16 bytes (magic BlbS, package, generation, length).
Source: lib/backend/ndb/rpmpkg.c of rpm (github.com/rpm-software-management/rpm).
"""

from __future__ import annotations

import mmap
import os
import stat
import struct
from typing import Iterator

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.reading.files import NotARegularFile, below
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.software.packages.package import Package, UnreadableDatabase, Wanted
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.software.packages.rpm_header import read_header

_HEADER = 32
_PAGE = 4096
_SLOT = 16
_BLOCK = 16
_BLOB_HEADER = 16


def installed(root: str, path: str, wanted: Wanted) -> Iterator[Package]:
    """Yield the wanted packages of the database at `path`; raises UnreadableDatabase, OSError."""
    descriptor = os.open(below(root, path), os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode):
            raise NotARegularFile()
        if found.st_size < _HEADER:
            raise UnreadableDatabase("ndb: too short")
        # Mapped, because the lists of files in it make it large and are not looked at.
        with mmap.mmap(descriptor, found.st_size, access=mmap.ACCESS_READ) as content:
            for package in packages(content):
                if wanted(package.name):
                    yield package
    finally:
        os.close(descriptor)


def packages(content: bytes) -> Iterator[Package]:
    """Yield the packages of a database's content; raises UnreadableDatabase."""
    if len(content) < _HEADER or content[:4] != b"RpmP":
        raise UnreadableDatabase("ndb: no such header")
    version, pages = struct.unpack_from("<I4xI", content, 4)
    if version != 0:
        raise UnreadableDatabase(f"ndb: version {version}")
    end = min(pages * _PAGE, len(content) - _SLOT + 1)
    for place in range(_HEADER, end, _SLOT):
        if content[place : place + 4] != b"Slot":
            raise UnreadableDatabase("ndb: damaged slots")
        number, block = struct.unpack_from("<II", content, place + 4)
        package = _package(content, number, block * _BLOCK) if block else None
        if package is not None:
            yield package


def _package(content: bytes, number: int, start: int) -> Package | None:
    begin = start + _BLOB_HEADER
    if begin > len(content) or content[start : start + 4] != b"BlbS":
        return None
    owner, length = struct.unpack_from("<I4xI", content, start + 4)
    return read_header(content, begin, begin + length) if owner == number else None
