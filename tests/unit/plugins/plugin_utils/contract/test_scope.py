# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.contract.scope import covers


@pytest.mark.parametrize(
    ("hosts", "covered"),
    [
        (None, True),
        (("pc01",), True),
        (("office",), True),
        (("pc02", "office"), True),
        (("all",), True),
        (("pc02",), False),
        (("offic",), False),
        ((), False),
    ],
)
def test_a_term_covers_hosts_and_groups_by_name(hosts, covered):
    assert covers(hosts, "pc01", ("all", "mueller", "office")) is covered
