# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The probe in a process of its own, so that nothing that hangs in there holds up the one that is waited for.

A thread that waits for a dead file system cannot be ended, and neither can its process. So a child does the work; the
parent waits no longer than it should, cleans up after itself as usual and leaves.
"""

from __future__ import annotations

import json
import os
import selectors
import signal
import time
from typing import Callable

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.hygiene.text import clean
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.reading.commands import end_all

# Seconds the child has for putting down what it saw, after its own deadline and grace.
PATIENCE = 0.5
ANSWER_LIMIT = 4 * 1024 * 1024


class Hung(Exception):
    """The child did not answer in time."""


class Failed(Exception):
    """The child ended with an error; the text says where."""


def supervised(work: Callable[[], dict], seconds: float) -> dict:
    """Run `work` in a child process; return its result, which JSON can carry; raises Hung or Failed.

    The child is ended after `seconds`, or left behind where it cannot be.
    """
    receiving, sending = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(receiving)
        _be_the_child(work, sending)
    os.close(sending)
    try:
        said = _receive(receiving, time.monotonic() + seconds)
    finally:
        os.close(receiving)
        _end(child)
    if said is None:
        raise Hung()
    try:
        answer = json.loads(said.decode("utf-8"))
        if "failed" in answer:
            raise Failed(answer["failed"])
        return answer["result"]
    except (ValueError, KeyError, TypeError) as problem:
        raise Failed("the process that probes ended without an answer") from problem


def _be_the_child(work: Callable[[], dict], sending: int) -> None:
    """Never returns."""
    status = 1
    try:
        # Who waits for the end of the parent's output must not wait for this process too.
        _close_standard_streams()
        os.setsid()
        try:
            answer = {"result": work()}
        except Exception as problem:
            answer = {"failed": place_of(problem)}
            raise
        finally:
            _send(sending, json.dumps(answer).encode("utf-8"))
            end_all()
            # Not left to the end of the process, which a thread that hangs may put off.
            os.close(sending)
        status = 0
    finally:
        os._exit(status)


def place_of(problem: BaseException) -> str:
    """Return kind and place of an error, without its text, which may hold anything."""
    places = []
    trace = problem.__traceback__
    while trace is not None:
        places.append(f"{os.path.basename(trace.tb_frame.f_code.co_filename)}:{trace.tb_lineno}")
        trace = trace.tb_next
    return clean(f"{type(problem).__name__} at {' > '.join(places[-6:])}")


def _close_standard_streams() -> None:
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nothing, number)


def _send(descriptor: int, data: bytes) -> None:
    while data:
        data = data[os.write(descriptor, data):]


def _receive(descriptor: int, until: float) -> bytes | None:
    said = bytearray()
    with selectors.DefaultSelector() as selector:
        selector.register(descriptor, selectors.EVENT_READ)
        while len(said) < ANSWER_LIMIT:
            left = until - time.monotonic()
            if left <= 0 or not selector.select(left):
                return None
            piece = os.read(descriptor, 65536)
            if not piece:
                break
            said += piece
    return bytes(said)


def _end(child: int) -> None:
    """End the child and take note of it, or leave it behind where it cannot be ended now."""
    try:
        os.kill(child, signal.SIGKILL)
    except OSError:
        pass
    for pause in (0.0, 0.01, 0.04, 0.1):
        time.sleep(pause)
        try:
            if os.waitpid(child, os.WNOHANG)[0]:
                return
        except ChildProcessError:
            return
