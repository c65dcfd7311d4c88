# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from pathlib import Path

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.assess.idling import LATE, sleep_longer


def test_the_kernel_is_told(tmp_path: Path):
    setting = tmp_path / "timerslack_ns"
    setting.write_text("50000\n")
    sleep_longer(setting)
    assert int(setting.read_text()) == LATE


def test_a_kernel_without_the_setting_is_left_alone(tmp_path: Path):
    sleep_longer(tmp_path / "absent" / "timerslack_ns")
    assert not list(tmp_path.iterdir())
