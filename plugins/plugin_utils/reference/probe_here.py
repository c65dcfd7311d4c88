# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The same probe, run on the control node."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import BinaryIO

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.problems import reason
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.validate import fits, validator

COLLECTOR = Path(__file__).with_name("collector_process.py")


class ProbeFailed(Exception):
    """The collector did not bring back an observation; the text says why, for people."""


def probe_here(params: dict, timeout: float, collector: Path = COLLECTOR) -> dict:
    """The observation of this machine for the probe's parameters. `timeout` (seconds) is when the collector is ended.

    Raises ProbeFailed where the collector cannot be run, is too late, or returns something that is no observation.
    """
    # Files and not pipes: a pipe would stay open as long as anything that the collector left behind lives.
    with tempfile.TemporaryFile() as asked, tempfile.TemporaryFile() as answered, tempfile.TemporaryFile() as complained:
        asked.write(json.dumps(params).encode("utf-8"))
        asked.seek(0)
        status = _run([sys.executable, "-I", str(collector)], asked, answered, complained, timeout)
        try:
            observation = json.loads(_content(answered))
        except (ValueError, RecursionError) as error:
            raise ProbeFailed(f"the collector ended with status {status}: {_last_line(_content(complained))}") from error
    if not fits("observation", observation):
        wrong = next(validator("observation").iter_errors(observation))
        raise ProbeFailed(f"the collector's observation is wrong at {wrong.json_path}")
    return observation


def _run(command: list[str], stdin: BinaryIO, stdout: BinaryIO, stderr: BinaryIO, timeout: float) -> int:
    try:
        process = subprocess.Popen(command, stdin=stdin, stdout=stdout, stderr=stderr, start_new_session=True)
    except OSError as error:
        raise ProbeFailed(f"the collector could not be started: {error}") from error
    try:
        return process.wait(timeout)
    except BaseException as error:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        if isinstance(error, subprocess.TimeoutExpired):
            raise ProbeFailed(f"the collector did not end within {timeout:g} s") from error
        raise


def _content(file: BinaryIO) -> bytes:
    file.seek(0)
    return file.read()


def _last_line(output: bytes) -> str:
    lines = output.decode("utf-8", "replace").strip().splitlines()
    return reason(lines[-1]) if lines else "it said nothing"
