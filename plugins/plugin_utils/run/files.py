# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Private files that are either whole or not there: folders 0700, files 0600, written beside and renamed."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO


@contextlib.contextmanager
def private_file(path: Path | str) -> Iterator[BinaryIO]:
    """A binary file that takes its name when the block ends without an error, and is removed when it does not."""
    target = Path(path)
    make_private_directory(target.parent)
    beside = target.with_name(f".{target.name}.{secrets.token_hex(6)}")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield file
        os.replace(beside, target)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(beside)
        raise


def make_private_directory(path: Path | str) -> None:
    """Creates a folder and those above it, each readable by its owner alone; existing ones keep their mode."""
    path = Path(path)
    if path.is_dir():
        return
    make_private_directory(path.parent)
    with contextlib.suppress(FileExistsError):
        path.mkdir(mode=0o700)


def write_json(path: Path | str, value: Any) -> None:
    """Writes a value of plain JSON types; NaN and infinities are a ValueError."""
    encoded = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    with private_file(path) as file:
        file.write(encoded.encode("utf-8", errors="replace"))


def read_json(path: Path | str, limit: int) -> Any:
    """Reads JSON of at most `limit` bytes. Raises OSError, or ValueError where it is too long, no UTF-8 or no JSON."""
    with open(path, "rb") as file:
        content = file.read(limit + 1)
    if len(content) > limit:
        raise ValueError(f"longer than {limit} bytes")
    try:
        return json.loads(content)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


@contextlib.contextmanager
def locked(path: Path | str) -> Iterator[None]:
    """Holds an exclusive lock, named by a file, against other processes of this machine."""
    make_private_directory(Path(path).parent)
    with open(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600), "rb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
