# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How often a file is opened, by whomever: the kernel counts (inotify). It tells two openings as one only where the second comes before the first is closed."""
from __future__ import annotations

import ctypes
import os
import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

_IN_OPEN = 0x20
_IN_CLOSE = 0x18  # between two openings, or the kernel would not tell the second
_EVENT = struct.Struct("iIII")  # of a watched file; none has a name behind it


@contextmanager
def times_opened(path: Path) -> Iterator[Callable[[], int]]:
    """A function that says how often so far."""
    libc = ctypes.CDLL(None, use_errno=True)
    descriptor = libc.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC)
    if descriptor < 0 or libc.inotify_add_watch(descriptor, os.fsencode(path), _IN_OPEN | _IN_CLOSE) < 0:
        raise OSError(ctypes.get_errno(), "inotify", str(path))
    seen = 0

    def count() -> int:
        nonlocal seen
        try:
            while events := os.read(descriptor, 64 * _EVENT.size):
                seen += sum(1 for _watch, mask, *_more in _EVENT.iter_unpack(events) if mask & _IN_OPEN)
        except BlockingIOError:
            return seen
        return seen

    try:
        yield count
    finally:
        os.close(descriptor)
