# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import subprocess
import sys

import pytest

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.installing.unattended import TIMED_OUT, unattended

# As ssh -tt has it: a terminal, its session's leader, and a module below that.
ON_A_TERMINAL = "import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))"
AS_A_MODULE = "import subprocess, sys; sys.exit(subprocess.call(sys.argv[1:]))"


def on_a_terminal(script: str, seconds: float = 20) -> int:
    command = [sys.executable, "-c", AS_A_MODULE, *unattended(["sh", "-c", script, "a name with 'quotes'"], seconds, 5)]
    return subprocess.run([sys.executable, "-c", ON_A_TERMINAL, *command], stdin=subprocess.DEVNULL, capture_output=True, timeout=60, check=False).returncode


@pytest.mark.parametrize("script", ["stty -F /dev/tty sane; exit 7", "stty sane; exit 7", "cat; exit 7", "read answer; exit 7"])
def test_a_terminal_stops_nobody_and_asks_nobody(script):
    assert on_a_terminal(script) == 7


def test_its_words_are_its_own():
    assert on_a_terminal("[ \"$0\" = \"a name with 'quotes'\" ] && exit 9") == 9


def test_its_time_is_up():
    assert on_a_terminal("sleep 100 & sleep 100", 0.5) in TIMED_OUT
