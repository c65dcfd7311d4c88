# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.plan.urls import UrlParts, parts_of, request


@pytest.mark.parametrize(
    ("url", "parts"),
    [
        ("http://a.example", UrlParts("http", "a.example", 80, "/")),
        ("https://A.Example/x/y?z=1#f", UrlParts("https", "a.example", 443, "/x/y?z=1")),
        ("http://a.example:8080/x", UrlParts("http", "a.example", 8080, "/x")),
    ],
)
def test_parts(url, parts):
    assert parts_of(url) == parts


@pytest.mark.parametrize("url", ["", "a.example", "ftp://a.example/", "file:///etc/passwd", "http://", "http://a.example:0/", "http://a:99999/", "http://["])
def test_what_is_no_url_to_ask(url):
    assert parts_of(url) is None


def test_a_request_is_found_again_by_host_port_and_path():
    assert request(parts_of("https://a.example/x"), body=True) == {
        "id": "a.example:443/http/x",
        "name": "a.example",
        "port": 443,
        "protocol": "http",
        "scheme": "https",
        "path": "/x",
        "body": True,
    }


@given(st.text() | st.text().map(lambda text: f"http://{text}"))
def test_any_text_has_parts_or_none(url):
    parts = parts_of(url)
    assert parts is None or (parts.path.startswith("/") and 1 <= parts.port <= 65535)
