# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.proxies.environment import proxies_in, read_environment


def found(**variables):
    errors = []
    return [(proxy.id, proxy.url, proxy.schemes, proxy.bypass) for proxy in proxies_in(variables, "session", errors)], errors


def test_lower_case_goes_before_upper_case():
    proxies, _errors = found(http_proxy="http://lower:1", HTTP_PROXY="http://upper:1", NO_PROXY="a,b")
    assert proxies == [("session", "http://lower:1", ("http",), ("a", "b"))]


def test_one_for_all_and_another_for_one():
    proxies, _errors = found(all_proxy="http://all:1", https_proxy="http://secure:1")
    assert proxies == [("session-http", "http://all:1", ("http",), ()), ("session-https", "http://secure:1", ("https",), ())]


def test_what_is_no_address_is_not_repeated():
    assert found(http_proxy="http://u:CANARY@:x") == ([], ["session: proxy without a host"])


def test_the_file():
    text = "# comment=x\nA=1\nexport B='2'\n C = \"3\" \nno assignment\nD=\"unclosed\n"
    assert read_environment(text) == {"A": "1", "B": "2", "C": "3", "D": '"unclosed'}


@given(st.text(), st.text())
def test_anything_gives_variables_and_proxies(text, value):
    variables = read_environment(text + "\nhttp_proxy=" + value)
    assert isinstance(proxies_in(variables, "environment_file", []), list)
