# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.catalogue.load import load_endpoints
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.firewall.demand import demand


@pytest.fixture
def asked():
    """What the hosts' firewall is asked for, with the collection's own catalogue."""

    def ask(*hosts, everything=False, **addresses):
        return demand(hosts, load_endpoints(), everything, addresses)

    return ask
