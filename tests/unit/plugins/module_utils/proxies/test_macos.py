# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.proxies.macos import macos_proxies

TEXT = """\
<dictionary> {
  ExceptionsList : <array> {
    0 : *.local
    1 : 169.254/16
  }
  FTPPassive : 1
  HTTPEnable : 1
  HTTPPort : 8080
  HTTPProxy : proxy.example
  HTTPSEnable : 1
  HTTPSPort : 8080
  HTTPSProxy : proxy.example
  ProxyAutoConfigEnable : 1
  ProxyAutoConfigURLString : http://user:CANARY@wpad.example/proxy.pac?token=CANARY
  SOCKSEnable : 0
}
"""


def test_settings():
    errors = []
    found = [proxy.observed() for proxy in macos_proxies(TEXT, errors)]
    assert [(entry["id"], entry["url"], entry["schemes"], entry["bypass"]) for entry in found] == [
        ("macos", "http://proxy.example:8080", ["http", "https"], ["*.local", "169.254/16"]),
        ("pac_file", "http://wpad.example:80", [], ["*.local", "169.254/16"]),
    ]
    assert errors == ["macos: a script (PAC) names the proxy; it was not run"]


def test_nothing_is_switched_on():
    assert macos_proxies(TEXT.replace("Enable : 1", "Enable : 0"), []) == []


@given(st.text(), st.text(alphabet="{} :\nHTTPEnableProxy1<array>", max_size=200))
def test_anything_gives_proxies_or_none(text, marks):
    for content in (text, marks, TEXT + marks, TEXT.replace("8080", text)):
        assert isinstance(macos_proxies(content, []), list)
