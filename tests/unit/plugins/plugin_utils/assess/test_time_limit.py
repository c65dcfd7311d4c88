# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time

import pytest

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.assess.time_limit import OutOfTime, end_children, time_limit


def test_what_hangs_is_left():
    def hang():
        with time_limit(0.05), contextlib.suppress(Exception):
            time.sleep(60)

    pytest.raises(OutOfTime, hang)
    assert signal.getsignal(signal.SIGALRM) == signal.SIG_DFL
    assert signal.getitimer(signal.ITIMER_REAL)[0] == 0


def test_what_ends_in_time_is_not_disturbed_later():
    with time_limit(0.05):
        pass
    assert signal.getitimer(signal.ITIMER_REAL)[0] == 0


def test_a_limit_that_is_set_already_stays():
    rung = []
    signal.signal(signal.SIGALRM, lambda *_unused: rung.append(True))
    try:
        with time_limit(0.01):
            signal.setitimer(signal.ITIMER_REAL, 0.05)
            while not rung:
                time.sleep(0.01)
    finally:
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
    assert rung == [True]


def test_children_and_their_children_end():
    shell = subprocess.Popen(["/bin/sh", "-c", "sleep 600 & echo $!; wait"], stdout=subprocess.PIPE, text=True)
    grandchild = int(shell.stdout.readline())
    end_children()
    assert shell.wait() == -signal.SIGKILL
    shell.stdout.close()
    with pytest.raises(ProcessLookupError):
        for _attempt in range(1000):
            os.kill(grandchild, 0)
            if is_dead(grandchild):
                raise ProcessLookupError
            time.sleep(0.01)


def is_dead(pid: int) -> bool:
    """Killed, and only waiting for whoever inherits it."""
    shown = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return shown.stdout.strip().startswith("Z") or not shown.stdout.strip()
