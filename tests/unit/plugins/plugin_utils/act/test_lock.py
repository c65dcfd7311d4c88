# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One run at a time on a host; the dead hold nobody up."""

from __future__ import annotations

import os
import subprocess
import sys

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act import lock


def test_a_second_run_is_told_who_holds_the_host(tmp_path):
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as other:
        assert lock.take(tmp_path, "mueller", "erp01", other.pid, "run-1") is None
        holder = lock.take(tmp_path, "mueller", "erp01", os.getpid(), "run-2")
        assert (holder.run_id, holder.pid) == ("run-1", other.pid)
        assert lock.take(tmp_path, "mueller", "erp02", os.getpid(), "run-2") is None
        lock.release(tmp_path, "mueller", "erp01", os.getpid())
        assert lock.take(tmp_path, "mueller", "erp01", os.getpid(), "run-2") is not None
        other.communicate(b"\n")
    assert lock.take(tmp_path, "mueller", "erp01", os.getpid(), "run-2") is None


def test_the_same_run_comes_by_for_each_role(tmp_path):
    assert lock.take(tmp_path, None, "erp01", os.getpid(), "run-1") is None
    assert lock.take(tmp_path, None, "erp01", os.getpid(), "run-1") is None
    lock.release(tmp_path, None, "erp01", os.getpid())
    lock.release(tmp_path, None, "erp01", os.getpid())
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as other:
        assert lock.take(tmp_path, None, "erp01", other.pid, "run-2") is None
        other.communicate(b"\n")


def test_a_damaged_lock_is_nobodys(tmp_path):
    lock.take(tmp_path, "mueller", "erp01", os.getpid(), "run-1")
    path = next((tmp_path / "acting").rglob("*.json"))
    path.write_text("[")
    assert lock.take(tmp_path, "mueller", "erp01", os.getpid(), "run-2") is None
