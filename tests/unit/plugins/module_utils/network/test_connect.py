# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import socket

import pytest

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.network.connect import socket_address


def test_addresses_of_both_families():
    assert socket_address("192.0.2.1", 53) == (socket.AF_INET, ("192.0.2.1", 53))
    assert socket_address("2001:db8::1", 53) == (socket.AF_INET6, ("2001:db8::1", 53, 0, 0))


def test_scopes_by_number_and_by_name():
    loopback = socket.if_nameindex()[0]
    assert socket_address("fe80::1%7", 53)[1][3] == 7
    assert socket_address(f"fe80::1%{loopback[1]}", 53)[1][3] == loopback[0]


def test_a_scope_that_is_not_there():
    with pytest.raises(OSError):
        socket_address("fe80::1%nowhere0", 53)
