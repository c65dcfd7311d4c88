# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import resource
import sys

import pytest

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.assess.memory_limit import memory_limit

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a process its size")
MEGABYTE = 1024 * 1024


def test_what_grows_beyond_the_limit_is_ended_and_all_else_goes_on():
    before = resource.getrlimit(resource.RLIMIT_AS)
    with pytest.raises(MemoryError), memory_limit(100 * MEGABYTE):
        bytearray(200 * MEGABYTE)
    assert resource.getrlimit(resource.RLIMIT_AS) == before
    with memory_limit(100 * MEGABYTE):
        assert len(bytearray(10 * MEGABYTE)) == 10 * MEGABYTE
    assert len(bytearray(200 * MEGABYTE)) == 200 * MEGABYTE
