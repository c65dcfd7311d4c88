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
from collections.abc import Callable, Iterator
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
    """The first process that opened the file, stopped; None while nobody has. ``stopped``: all that were stopped with it."""

    def __init__(self) -> None:
        self.process: int | None = None
        self.stopped: list[int] = []
        self.happened = threading.Event()

    def wait(self, seconds: float) -> int:
        """Its process id. Raises TimeoutError."""
        if not self.happened.wait(seconds) or self.process is None:
            raise TimeoutError("nobody opened the file")
        return self.process


@contextlib.contextmanager
def stop_reader(path: Path, program: str, whole: bool = False) -> Iterator[Caught]:
    """Stop (SIGSTOP) the first process of that program that opens the file, before it has read a byte; kill it at the end.

    ``whole``: its parents too, as far up as they are that program.
    """
    caught = Caught()

    def stop(process: int) -> bool:
        if caught.process is None and _program(process).startswith(program):
            caught.stopped = _ancestry(process, program) if whole else [process]
            for each in caught.stopped:
                os.kill(each, signal.SIGSTOP)
            caught.process = process
            caught.happened.set()
        return True

    try:
        with _openings(path, stop):
            yield caught
    finally:
        for each in caught.stopped:
            with contextlib.suppress(ProcessLookupError):
                os.kill(each, signal.SIGKILL)


@contextlib.contextmanager
def hold_readers(path: Path) -> Iterator[None]:
    """Whoever opens the file is held in the kernel until this ends (fanotify lets go of them then)."""
    with _openings(path, lambda _process: False):
        yield


@contextlib.contextmanager
def _openings(path: Path, allowed: Callable[[int], bool]) -> Iterator[None]:
    """Ask ``allowed`` of every process that opens the file; one that is not allowed stays where it is."""
    notifications = _check(_libc.fanotify_init(_CLASS_CONTENT | _CLOEXEC, os.O_RDONLY))
    _check(_libc.fanotify_mark(
        notifications, _MARK_ADD, ctypes.c_uint64(_OPEN_PERM), _AT_FDCWD, os.fsencode(path),
    ))
    ended, end = os.pipe()
    thread = threading.Thread(target=_watch, args=(notifications, ended, allowed), daemon=True)
    thread.start()
    try:
        yield
    finally:
        os.close(end)
        thread.join()
        os.close(ended)
        os.close(notifications)


def _watch(notifications: int, ended: int, allowed: Callable[[int], bool]) -> None:
    while True:
        readable, _writable, _failed = select.select([notifications, ended], [], [])
        if notifications in readable:
            for opened, process in _events(os.read(notifications, 4096)):
                if allowed(process):
                    os.write(notifications, _RESPONSE.pack(opened, _ALLOW))
                os.close(opened)
        elif ended in readable:
            return


def _ancestry(process: int, program: str) -> list[int]:
    """The process and its parents, as long as they are that program."""
    found = []
    while _program(process).startswith(program):
        found.append(process)
        process = int(Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[1])
    return found


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
