# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Other programs' locks on a package database: waited for once, without asking again and again."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import signal
import struct
import time
from typing import Iterable, Iterator

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.packaging.failure import PackageFailure

_FLOCK = "hhqqi4x"


class _TooLate(Exception):
    """The time for waiting is over."""


def wait_for(paths: Iterable[str], seconds: int) -> float:
    """Return when nobody holds any of the locks, and how long that took; raises PackageFailure after `seconds` of waiting."""
    begun = time.monotonic()
    for path in paths:
        left = max(1, round(seconds - (time.monotonic() - begun)))
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_CLOEXEC)
        except OSError:
            continue
        try:
            _wait(descriptor, path, left, seconds)
        finally:
            os.close(descriptor)
    return time.monotonic() - begun


def _wait(descriptor: int, path: str, left: int, seconds: int) -> None:
    holder = _holder(descriptor)
    try:
        with _alarm(left):
            fcntl.lockf(descriptor, fcntl.LOCK_EX)
    except _TooLate:
        who = f", held by {holder}" if holder else ""
        raise PackageFailure("locked", f"{path}{who}, waited for {seconds} s") from None
    except OSError as problem:
        if problem.errno not in (errno.EDEADLK, errno.EINVAL, errno.ENOLCK):
            raise
    else:
        fcntl.lockf(descriptor, fcntl.LOCK_UN)


@contextlib.contextmanager
def _alarm(seconds: int) -> Iterator[None]:
    def ring(number: int, frame: object) -> None:
        raise _TooLate

    before = signal.signal(signal.SIGALRM, ring)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def _holder(descriptor: int) -> str:
    """Name and number of the process that holds the lock, as far as that can be told."""
    try:
        answer = fcntl.fcntl(descriptor, fcntl.F_GETLK, struct.pack(_FLOCK, fcntl.F_WRLCK, os.SEEK_SET, 0, 0, 0))
        kind, _whence, _start, _length, pid = struct.unpack(_FLOCK, answer)
    except (OSError, struct.error):
        return ""
    if kind == fcntl.F_UNLCK or pid <= 0:
        return ""
    try:
        with open(f"/proc/{pid}/comm", encoding="utf-8", errors="replace") as file:
            return f"{file.read().strip()[:40]} (process {pid})"
    except OSError:
        return f"process {pid}"
