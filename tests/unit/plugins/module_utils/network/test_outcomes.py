# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import errno
import ssl

import pytest

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.network import outcomes


@pytest.mark.parametrize(
    ("problem", "outcome"),
    [
        (ConnectionRefusedError(errno.ECONNREFUSED, "x"), "refused"),
        (ConnectionResetError(errno.ECONNRESET, "x"), "reset"),
        (BrokenPipeError(errno.EPIPE, "x"), "reset"),
        (outcomes.PeerClosed(), "reset"),
        (TimeoutError(errno.ETIMEDOUT, "x"), "timeout"),
        (TimeoutError(), "timeout"),
        (OSError(errno.ENETUNREACH, "x"), "unreachable"),
        (OSError(errno.EHOSTUNREACH, "x"), "unreachable"),
        (PermissionError(errno.EPERM, "x"), "unreachable"),
        (outcomes.UnexpectedAnswer("x"), "unexpected_answer"),
        (OSError(errno.EMFILE, "x"), "error"),
        (ssl.SSLError("x"), "error"),
        (ValueError("x"), "error"),
    ],
)
def test_exceptions_and_what_they_stand_for(problem, outcome):
    assert outcomes.outcome_of(problem) == outcome
    assert outcome in outcomes.TELLING_ORDER


def test_which_of_two_says_more():
    assert outcomes.more_telling("refused", "timeout")
    assert not outcomes.more_telling("timeout", "refused")
