# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A worker logs although it was forked while a thread of Ansible's main process was writing into the log."""

from __future__ import annotations

import subprocess
import sys

import pytest

# A pipe that nobody reads stands for a slow disk: it keeps the thread within the write, and so the file's lock, until the worker has ended.
PROGRAM = """
import logging, multiprocessing, os, sys, threading, time
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.actions.logs import reopen_log_files

logging.basicConfig(filename=sys.argv[1], level=logging.INFO)
(handler,) = logging.getLogger().handlers
reads, writes = os.pipe()
handler.stream = os.fdopen(writes, "w")
threading.Thread(target=logging.error, args=("x" * 1_000_000,), daemon=True).start()
os.read(reads, 1)

def work():
    if sys.argv[2] == "anew":
        reopen_log_files()
    logging.error("a log-in was refused")
    os._exit(0)

worker = multiprocessing.get_context("fork").Process(target=work)
worker.start()
worker.join(float(sys.argv[3]))
hangs = worker.is_alive()
worker.kill()
sys.stdout.write("hangs" if hangs else "done")
sys.stdout.flush()
os._exit(0)
"""


@pytest.mark.parametrize(("how", "seconds", "expected", "logged"), [("anew", 60, "done", 1), ("as it was", 2, "hangs", 0)])
def test_a_worker_forked_while_a_line_is_written(tmp_path, how, seconds, expected, logged):
    log = tmp_path / "ansible.log"
    command = [sys.executable, "-W", "ignore", "-c", PROGRAM, str(log), how, str(seconds)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert (done.stdout, done.stderr) == (expected, "")
    assert log.read_text().count("a log-in was refused") == logged
