# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.proxies.model import Proxy, split_address


@pytest.mark.parametrize(
    ("url", "owner", "place", "header"),
    [
        ("http://proxy:3128", "session", "http://proxy:3128", None),
        ("proxy.example:3128/", "session", "http://proxy.example:3128", None),
        ("http://proxy", "session", "http://proxy:80", None),
        ("http://proxy", "dnf", "http://proxy:1080", None),
        ("https://proxy", "session", "https://proxy:443", None),
        ("http://anna:se%3Acret@proxy:1", "apt", "http://proxy:1", "Basic YW5uYTpzZTpjcmV0"),
        ("anna@proxy:1", "apt", "http://proxy:1", "Basic YW5uYTo="),
        ("http://us@er:p/w@proxy:1", "apt", "http://proxy:1", "Basic dXNAZXI6cC93"),
        ("http://[2001:db8::1]:3128", "apt", "http://[2001:db8::1]:3128", None),
    ],
)
def test_addresses(url, owner, place, header):
    proxy = Proxy(url, owner, ("http",))
    assert proxy.observed()["url"] == place
    assert dict(proxy.authorization()).get("Proxy-Authorization") == header
    assert proxy.observed()["authenticated"] is (header is not None)


@pytest.mark.parametrize("url", ["", "http://", "http://user:CANARY@", "http://a b:1", "http://CANARY:99999", "http://CANARY:x", "http://\u0001:1", "x" * 300])
def test_what_is_no_address_is_not_repeated(url):
    with pytest.raises(ValueError, match="^proxy with") as raised:
        Proxy(url, "session", ("http",))
    assert "CANARY" not in str(raised.value)


def test_no_text_form_shows_the_credentials():
    proxy = Proxy("http://anna:CANARY@proxy:1", "session", ("http",))
    assert "CANARY" not in f"{proxy!r} {proxy} {proxy.observed()}"


def test_a_kind_that_is_not_spoken():
    assert Proxy("socks5h://proxy", "session", ("http",)).speaks is None


def test_whom_it_serves():
    proxy = Proxy("http://proxy:1", "session", ("https",), ("intern.example",))
    assert proxy.serves("https", "a.example", 443)
    assert not proxy.serves("http", "a.example", 80)
    assert not proxy.serves("https", "x.intern.example", 443)


@given(st.text(), st.text(), st.text())
def test_any_address(before, user, behind):
    try:
        _scheme, _user_info, host, port = split_address(f"{before}{user}@{behind}")
    except ValueError:
        return
    assert host
    assert port is None or 0 < port < 65536
