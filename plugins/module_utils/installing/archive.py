# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A vendor's archive, unpacked as root's own: nothing leaves the folder, nothing runs with another's rights, nobody else may write."""

from __future__ import annotations

import os
import posixpath
import shutil
import tarfile

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.installing.checksum import NotVerified

_MOST_MEMBERS = 20_000
_MOST_BYTES = 2 * 1024 * 1024 * 1024


def unpack(archive: str, folder: str) -> int:
    """Unpack a tar archive's single top folder into the existing, empty `folder`; returns how many files and links; raises NotVerified.

    Owners become whoever unpacks, rights are those of the archive less writing by others and less what lends rights. An archive with
    anything that is no file, folder or link, or with a name or link that leads out of it, is refused before anything is written.
    """
    try:
        with tarfile.open(archive) as source:
            members = _checked(source)
            for member, path in members:
                _place(source, member, os.path.join(folder, path))
    except (tarfile.TarError, EOFError, KeyError, OSError) as problem:
        raise NotVerified(f"the archive cannot be unpacked ({type(problem).__name__}: {problem})") from problem
    return sum(not member.isdir() for member, path in members)


def _checked(source: tarfile.TarFile) -> list[tuple[tarfile.TarInfo, str]]:
    """Members with their place below the top folder, folders before what is in them."""
    found, tops, size = [], set(), 0
    for member in source:
        name = posixpath.normpath(member.name)
        if len(found) >= _MOST_MEMBERS:
            raise NotVerified(f"the archive has more than {_MOST_MEMBERS} entries")
        if not _stays_inside(name) or not (member.isfile() or member.islnk() or member.isdir() or member.issym()):
            raise NotVerified("the archive has an entry that is no file, folder or link inside of it")
        if member.issym() and not _stays_inside(posixpath.normpath(posixpath.join(posixpath.dirname(name), member.linkname))):
            raise NotVerified("the archive has a link that leads out of it")
        size += member.size
        if size > _MOST_BYTES:
            raise NotVerified(f"the archive holds more than {_MOST_BYTES} bytes")
        if name == ".":
            continue
        top, _slash, rest = name.partition("/")
        tops.add(top)
        if rest:
            found.append((member, rest))
        elif not member.isdir():
            raise NotVerified("the archive has a file beside its top folder")
    if len(tops) != 1 or not found:
        raise NotVerified("the archive is not one folder with files in it")
    return found


def _stays_inside(path: str) -> bool:
    return not posixpath.isabs(path) and path.split("/")[0] != ".."


def _place(source: tarfile.TarFile, member: tarfile.TarInfo, path: str) -> None:
    # A link of the archive must not lead a later file elsewhere.
    parent = os.path.dirname(path)
    os.makedirs(parent, mode=0o755, exist_ok=True)
    if os.path.realpath(parent) != os.path.abspath(parent):
        raise NotVerified("the archive has an entry below a link")
    if member.isdir():
        os.makedirs(path, mode=0o755, exist_ok=True)
        os.chmod(path, 0o755)
        return
    if member.issym():
        os.symlink(member.linkname, path)
        return
    content = source.extractfile(member)
    if content is None:
        raise NotVerified("the archive has an entry without content")
    with content, open(path, "xb") as target:
        shutil.copyfileobj(content, target)
    os.chmod(path, 0o755 if member.mode & 0o111 else 0o644)
