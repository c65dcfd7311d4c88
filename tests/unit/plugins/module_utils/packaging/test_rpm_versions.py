# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The order of versions, as rpm has it."""

from __future__ import annotations

import pytest

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.packaging.rpm_versions import older


@pytest.mark.parametrize(("lower", "higher"), [
    ("15.58.4", "15.61.3"), ("15.9", "15.10"), ("15.61", "15.61.3"), ("1.0~rc1", "1.0"), ("1.a", "1.1"), ("1.a", "1.b"),
])
def test_the_order(lower, higher):
    assert older(lower, higher)
    assert not older(higher, lower)
    assert not older(lower, lower)
