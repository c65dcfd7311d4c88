# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Locks of other programs are waited for, and named."""

from __future__ import annotations

import fcntl
import subprocess
import sys

import pytest

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.packaging.failure import PackageFailure
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.packaging.locks import wait_for

HOLD = "import fcntl, sys\nfile = open(sys.argv[1], 'w')\nfcntl.lockf(file, fcntl.LOCK_EX)\nprint('held', flush=True)\nsys.stdin.read()\n"


@pytest.fixture
def lock(tmp_path):
    path = tmp_path / "lock"
    path.touch()
    return str(path)


def holder(path):
    process = subprocess.Popen([sys.executable, "-c", HOLD, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "held\n"
    return process


def test_a_free_lock_and_one_that_is_not_there(lock):
    wait_for([lock, lock + ".none"], 5)
    with open(lock, "w", encoding="ascii") as file:
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def test_a_held_lock_is_named_when_it_is_waited_for_in_vain(lock):
    with holder(lock) as process:
        with pytest.raises(PackageFailure) as caught:
            wait_for([lock], 1)
        process.communicate("")
    assert caught.value.reason == "locked"
    assert f"(process {process.pid})" in str(caught.value)


def test_it_goes_on_as_soon_as_the_lock_is_free(lock):
    with holder(lock) as process:
        process.stdin.close()
        wait_for([lock], 30)
        assert process.wait() == 0
