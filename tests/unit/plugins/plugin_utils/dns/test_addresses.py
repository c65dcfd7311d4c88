# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.dns.addresses import kind


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("5.45.100.1", "public"),
        ("2a02:26f0::1", "public"),
        ("64:ff9b::808:808", "public"),
        ("0.0.0.0", "unspecified"),
        ("::", "unspecified"),
        ("::ffff:0.0.0.0", "unspecified"),
        ("127.0.0.53", "loopback"),
        ("::1", "loopback"),
        ("10.0.0.1", "private"),
        ("192.168.178.1", "private"),
        ("100.64.0.1", "private"),
        ("169.254.1.1", "private"),
        ("198.18.0.1", "private"),
        ("224.0.0.1", "private"),
        ("fd00::1", "private"),
        ("fe80::1", "private"),
        ("64:ff9b::a00:1", "private"),
        ("", "invalid"),
        ("router", "invalid"),
    ],
)
def test_the_kind_of_an_address(address, expected):
    assert kind(address) == expected


@given(st.one_of(st.text(), st.ip_addresses().map(str)))
def test_only_addresses_of_the_internet_are_public(text):
    if kind(text) == "public":
        assert ipaddress.ip_address(text).is_global
