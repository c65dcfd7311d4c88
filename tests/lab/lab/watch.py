# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Catch a process of a machine at the moment it opens a file (Linux' fanotify), without polling."""
from __future__ import annotations

import contextlib
import ctypes
import os
import select
import signal
import struct
import threading
from collections.abc import Iterator
from pathlib import Path

# From linux/fanotify.h.
_CLASS_CONTENT = 0x04
_CLOEXEC = 0x01
_MARK_ADD = 0x01
_OPEN_PERM = 0x10000
_ALLOW = 0x01
_EVENT = struct.Struct("=IBBHQii")
_RESPONSE = struct.Struct("=iI")
_AT_FDCWD = -100

_libc = ctypes.CDLL(None, use_errno=True)


class Caught:
    """The first process that opened the file, stopped; None while nobody has."""

    def __init__(self) -> None:
        self.process: int | None = None
        self.happened = threading.Event()

    def wait(self, seconds: float) -> int:
        """Its process id. Raises TimeoutError."""
        if not self.happened.wait(seconds) or self.process is None:
            raise TimeoutError("nobody opened the file")
        return self.process


@contextlib.contextmanager
def stop_reader(path: Path, program: str) -> Iterator[Caught]:
    """Stop (SIGSTOP) the first process of that program that opens the file, before it has read a byte; kill it at the end."""
    caught = Caught()
    notifications = _check(_libc.fanotify_init(_CLASS_CONTENT | _CLOEXEC, os.O_RDONLY))
    _check(_libc.fanotify_mark(
        notifications, _MARK_ADD, ctypes.c_uint64(_OPEN_PERM), _AT_FDCWD, os.fsencode(path),
    ))
    ended, end = os.pipe()
    thread = threading.Thread(target=_watch, args=(notifications, ended, program, caught), daemon=True)
    thread.start()
    try:
        yield caught
    finally:
        os.close(end)
        thread.join()
        os.close(ended)
        os.close(notifications)
        if caught.process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(caught.process, signal.SIGKILL)


def _watch(notifications: int, ended: int, program: str, caught: Caught) -> None:
    while True:
        readable, _writable, _failed = select.select([notifications, ended], [], [])
        if notifications in readable:
            for opened, process in _events(os.read(notifications, 4096)):
                if caught.process is None and _program(process).startswith(program):
                    os.kill(process, signal.SIGSTOP)
                    caught.process = process
                    caught.happened.set()
                os.write(notifications, _RESPONSE.pack(opened, _ALLOW))
                os.close(opened)
        elif ended in readable:
            return


def _events(data: bytes) -> Iterator[tuple[int, int]]:
    """Pairs of the opened file's descriptor and the process that opens it."""
    while data:
        length, _version, _reserved, _metadata, _mask, opened, process = _EVENT.unpack_from(data)
        yield opened, process
        data = data[length:]


def _program(process: int) -> str:
    try:
        return Path(f"/proc/{process}/comm").read_text().strip()
    except FileNotFoundError:
        return ""


def _check(result: int) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return result
