# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import pytest

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.probe import observe as probe
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.probe.supervise import Failed, Hung


def test_one_that_hangs_is_an_observation_too(monkeypatch):
    def hang(work, seconds):
        raise Hung()

    monkeypatch.setattr(probe, "supervised", hang)
    seen = probe.observe({"sections": ["platform", "dns"]})
    assert seen["complete"] is False
    assert set(seen["sections"]) == {"platform", "dns"}


def test_an_error_of_the_probes_own_is_none(monkeypatch):
    def fail(work, seconds):
        raise Failed("KeyError at x.py:1")

    monkeypatch.setattr(probe, "supervised", fail)
    with pytest.raises(probe.ProbeFailed, match="KeyError at x.py:1"):
        probe.observe({})


def test_the_child_gets_a_second_beyond_the_deadline(monkeypatch):
    waits = []
    monkeypatch.setattr(probe, "supervised", lambda work, seconds: waits.append(seconds) or {})
    probe.observe({"deadline": 7})
    assert waits == [8.0]
