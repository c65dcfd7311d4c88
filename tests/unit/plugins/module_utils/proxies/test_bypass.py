# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.proxies.bypass import bypassed, split_list


@pytest.mark.parametrize(
    ("host", "entry", "covered"),
    [
        ("www.example.com", "example.com", True),
        ("www.example.com", ".example.com", True),
        ("www.example.com", "*.example.com", True),
        ("example.com", ".example.com", True),
        ("WWW.Example.COM.", "example.com", True),
        ("badexample.com", "example.com", False),
        ("anything", "*", True),
        ("example.com", "example.com:443", True),
        ("example.com", "example.com:80", False),
        ("192.0.2.7", "192.0.2.7", True),
        ("192.0.2.7", "192.0.2.0/24", True),
        ("192.0.3.7", "192.0.2.0/24", False),
        ("169.254.1.1", "169.254/16", True),
        ("2001:db8::1", "2001:db8::/32", True),
        ("2001:db8::1", "[2001:db8::1]", True),
        ("192.0.2.7", "2001:db8::/32", False),
        ("192.0.2.7", "2.7", False),
        ("example.com", "10.0.0.0/8", False),
        ("10.0.0.1", "10.0.0.0/\u00b2", False),
        ("10.0.0.1", "10.0.0.0/99", False),
    ],
)
def test_entries(host, entry, covered):
    assert bypassed(host, 443, (entry,)) is covered


def test_lists():
    assert split_list("localhost, .a  b|c,,") == ("localhost", ".a", "b", "c")


@given(st.text(max_size=30), st.text(max_size=30), st.integers(1, 65535))
def test_any_entry(host, entry, port):
    assert bypassed(host, port, (entry,)) in (True, False)
