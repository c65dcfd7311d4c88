# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import os
import signal
import threading

import pytest

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.probe.supervise import Failed, Hung, supervised


def test_the_result_comes_back():
    assert supervised(lambda: {"process": os.getpid(), "much": "x" * 300000}, 30)["process"] != os.getpid()


def test_one_that_hangs_is_ended():
    receiving, sending = os.pipe()

    def work():
        os.close(receiving)
        threading.Event().wait(600)

    with pytest.raises(Hung):
        supervised(work, 0.2)
    os.close(sending)
    # The child held the other end: that it is closed shows that the child is gone.
    assert os.read(receiving, 1) == b""
    os.close(receiving)


def test_one_that_is_stopped_is_ended():
    with pytest.raises(Hung):
        supervised(lambda: os.kill(os.getpid(), signal.SIGSTOP) or {}, 0.2)


def test_threads_that_hang_do_not_keep_it():
    def work():
        threading.Thread(target=threading.Event().wait, args=(600,), daemon=False).start()
        return {"done": True}

    assert supervised(work, 30) == {"done": True}


def test_an_error_tells_its_kind_and_place_but_not_its_text():
    def work():
        raise KeyError("CANARY")

    with pytest.raises(Failed) as raised:
        supervised(work, 30)
    assert "KeyError at " in str(raised.value)
    assert "test_supervise.py:" in str(raised.value)
    assert "CANARY" not in str(raised.value)


def test_one_that_dies():
    with pytest.raises(Failed):
        supervised(lambda: os._exit(3), 30)


def test_it_writes_nothing(capfd):
    supervised(lambda: os.write(1, b"x") and os.write(2, b"x") and {} or {}, 30)
    assert capfd.readouterr() == ("", "")
