# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.proxies.apt_conf import is_read, settings

TEXT = """\
// comment "x";
# Acquire::http::Proxy "http://wrong";
/* Acquire::http::Proxy "http://wrong"; */
Acquire::http::Proxy "http://user:secret@proxy.example:3128/";
Acquire {
  https { Proxy "DIRECT"; Verify-Peer "true" };
  http {
    Proxy { intern.example "http://other:1"; };
    Proxy::direct.example "DIRECT";
    Timeout 10;
  };
};
APT::Periodic::Update-Package-Lists "1"
APT::Architectures { "amd64"; "i386"; };
Unquoted::Value http://proxy:8080;
"""


def test_nested_and_flat_settings():
    assert dict(settings(TEXT)) == {
        "acquire::http::proxy": "http://user:secret@proxy.example:3128/",
        "acquire::https::proxy": "DIRECT",
        "acquire::https::verify-peer": "true",
        "acquire::http::proxy::intern.example": "http://other:1",
        "acquire::http::proxy::direct.example": "DIRECT",
        "acquire::http::timeout": "10",
        "unquoted::value": "http://proxy:8080",
    }


@pytest.mark.parametrize(
    ("name", "read"),
    [("70debconf", True), ("proxy.conf", True), ("a.b.conf", True), ("proxy.bak", False), ("x.dpkg-old", False), ("", False)],
)
def test_which_files_apt_reads(name, read):
    assert is_read(name) is read


@given(st.text(), st.text(alphabet='{};"/*# \nAcquire:x', max_size=300))
def test_anything_gives_settings(text, marks):
    for name, value in settings(marks + text + marks):
        assert isinstance(name, str) and isinstance(value, str)
