# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Files of the machine, read so that nothing odd in their place can hang or flood the reader."""

from __future__ import annotations

import errno
import os
import stat

FILE_LIMIT = 1024 * 1024
FOLDER_LIMIT = 2000


class NotARegularFile(OSError):
    """A pipe, socket, device or folder lies where a file is expected."""

    def __init__(self) -> None:
        super().__init__(errno.EINVAL, "not a regular file")


def below(root: str, path: str) -> str:
    """Return the absolute `path` as it lies below `root`."""
    return path if root in ("", "/") else os.path.join(root, path.lstrip("/"))


def read_bytes(root: str, path: str, limit: int = FILE_LIMIT) -> bytes:
    """Return at most the first `limit` bytes of a regular file; raises OSError."""
    # Without O_NONBLOCK opening a pipe waits for its writer.
    descriptor = os.open(below(root, path), os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise NotARegularFile()
        pieces = []
        left = limit
        while left > 0:
            piece = os.read(descriptor, min(left, 65536))
            if not piece:
                break
            pieces.append(piece)
            left -= len(piece)
        return b"".join(pieces)
    finally:
        os.close(descriptor)


def read_text(root: str, path: str, limit: int = FILE_LIMIT) -> str:
    """As `read_bytes`, decoded as UTF-8; what is not UTF-8 is replaced."""
    return read_bytes(root, path, limit).decode("utf-8", "replace")


def read_text_or_none(root: str, path: str, limit: int = FILE_LIMIT) -> str | None:
    """As `read_text`, with None where there is no such file; raises OSError where there is one that cannot be read."""
    try:
        return read_text(root, path, limit)
    except (FileNotFoundError, NotADirectoryError):
        return None


def exists(root: str, path: str) -> bool:
    """Tell whether `path` is there, whatever it is."""
    return os.path.lexists(below(root, path))


def names_in(root: str, folder: str, endings: tuple[str, ...] = ("",)) -> list[str]:
    """Return the sorted names in `folder` that end so, none where there is no such folder; raises OSError."""
    try:
        names = os.listdir(below(root, folder))
    except (FileNotFoundError, NotADirectoryError):
        return []
    return sorted(name for name in names if name.endswith(endings))[:FOLDER_LIMIT]
