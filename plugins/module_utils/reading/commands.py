# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Programs of the machine, run with a fixed search path and environment, bounded in time and output."""

from __future__ import annotations

import os
import selectors
import shutil
import signal
import subprocess
import time
from typing import NamedTuple

SEARCH_PATH = "/usr/sbin:/usr/bin:/sbin:/bin"
OUTPUT_LIMIT = 256 * 1024


class Output(NamedTuple):
    """What a program said. `status` is None where it was ended for taking too long or saying too much."""

    status: int | None
    text: str


class NoSuchProgram(OSError):
    """The program is not installed."""


class _Program(subprocess.Popen):
    """One that runs. `AnsibleModule.run_command` knows no limit of time or output, and belongs to the main thread."""

    def __init__(self, path: str, arguments: list[str], with_errors: bool) -> None:
        super().__init__(
            [path] + arguments,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT if with_errors else subprocess.DEVNULL,
            close_fds=True,
            start_new_session=True,
            cwd="/",
            env={"PATH": SEARCH_PATH, "LC_ALL": "C", "LANG": "C", "TERM": "dumb", "HOME": "/", "SYSTEMD_PAGER": "", "SYSTEMD_COLORS": "0"},
        )

    def end(self) -> None:
        self.kill_all()
        try:
            # One that does not die of this waits for a device; it must not hold up the caller too.
            self.wait(0.2)
        except subprocess.TimeoutExpired:
            pass

    def kill_all(self) -> None:
        """It, and what it started."""
        try:
            os.killpg(self.pid, signal.SIGKILL)
        except OSError:
            pass


_running: set[_Program] = set()


def run(arguments: list[str], seconds: float, limit: int = OUTPUT_LIMIT, with_errors: bool = False) -> Output:
    """Run a program of the system without input; raises OSError where it cannot be started. `with_errors`: what it writes as errors is text too."""
    program = shutil.which(arguments[0], path=SEARCH_PATH)
    if program is None:
        raise NoSuchProgram(2, "not installed")
    process = _Program(program, arguments[1:], with_errors)
    _running.add(process)
    try:
        ends_at = time.monotonic() + seconds
        said, finished = _read(process, ends_at, limit)
        if finished:
            try:
                process.wait(max(0.0, ends_at - time.monotonic()))
            except subprocess.TimeoutExpired:
                finished = False
        if not finished:
            process.end()
    finally:
        _running.discard(process)
    return Output(process.returncode if finished else None, said.decode("utf-8", "replace"))


def end_all() -> None:
    """End what other threads still run: whoever leaves without waiting for them leaves nothing behind."""
    for process in list(_running):
        process.kill_all()


def _read(process: _Program, ends_at: float, limit: int) -> tuple[bytes, bool]:
    said = bytearray()
    with process.stdout as pipe, selectors.DefaultSelector() as selector:
        selector.register(pipe, selectors.EVENT_READ)
        while len(said) <= limit:
            left = ends_at - time.monotonic()
            if left <= 0 or not selector.select(left):
                return bytes(said[:limit]), False
            piece = os.read(pipe.fileno(), 65536)
            if not piece:
                return bytes(said), True
            said += piece
    return bytes(said[:limit]), False
