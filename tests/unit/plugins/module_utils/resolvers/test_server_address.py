# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.resolvers.server_address import read_server


@pytest.mark.parametrize(
    ("text", "server"),
    [
        ("192.0.2.1", ("192.0.2.1", 53)),
        ("192.0.2.1:5353", ("192.0.2.1", 5353)),
        ("192.0.2.1#dns.example", ("192.0.2.1", 53)),
        ("192.0.2.1:853%eth0#dns.example", ("192.0.2.1", 853)),
        ("2001:db8::1", ("2001:db8::1", 53)),
        ("fe80::1%eth0", ("fe80::1%eth0", 53)),
        ("fe80::1%2#dns.example", ("fe80::1%2", 53)),
        ("[2001:db8::1]:5353", ("2001:db8::1", 5353)),
        ("[fe80::1]:53%eth0", ("fe80::1%eth0", 53)),
        ("[fe80::1%eth0]:53", ("fe80::1%eth0", 53)),
        (" 127.0.0.53 ", ("127.0.0.53", 53)),
        ("192.0.2.1:0", None),
        ("192.0.2.1:99999", None),
        ("192.0.2.300", None),
        ("dns.example", None),
        ("", None),
        ("1", None),
    ],
)
def test_forms(text, server):
    assert read_server(text) == server


@given(st.one_of(st.text(max_size=60), st.from_regex(r"\[?[0-9a-f:.%]{1,40}\]?(:[0-9]{1,6})?(%[a-z0-9]*)?(#.*)?", fullmatch=True)))
def test_anything_is_an_address_or_none(text):
    server = read_server(text)
    assert server is None or (0 < server[1] < 65536 and server[0])
