# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.hygiene.homes import Homes
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.updates.model import Source, Target, joined, target_of


@pytest.mark.parametrize(
    ("url", "target"),
    [
        ("http://deb.example/debian/dists/x/InRelease", Target("http", "deb.example", 80, "/debian/dists/x/InRelease")),
        ("https://user:secret@x.example:8443/a b", Target("https", "x.example", 8443, "/a%20b")),
        ("https://x.example/m?repo=a&arch=b", Target("https", "x.example", 443, "/m?repo=a&arch=b")),
        ("https://x.example", Target("https", "x.example", 443, "/")),
        ("http://[2001:db8::1]/x", Target("http", "2001:db8::1", 80, "/x")),
        ("ftp://x.example/", None),
        ("http://x.example:port/", None),
        ("http://[x/", None),
        ("http:///x", None),
        ("http://\u00fc.example/", None),
    ],
)
def test_where_to_ask(url, target):
    assert target_of(url) == target


def test_the_id_of_an_attempt_tells_no_query():
    assert target_of("https://x.example/m?token=CANARY").attempt_id() == "x.example:443/http/m"


def test_joined():
    assert joined("http://x/a/", "b") == "http://x/a/b"
    assert joined("https://x/a?token", "b/c") == "https://x/a/b/c?token"


def test_what_is_told_of_a_source():
    source = Source("dnf", "corp", "baseurl", "https://user:CANARY@x.example/r?token=CANARY", file="/home/anna/x.repo", signed_by="file:///home/anna/key")
    assert source.observed(Homes()) == {
        "id": "dnf:https://x.example/r",
        "manager": "dnf",
        "name": "corp",
        "kind": "baseurl",
        "url": "https://x.example/r",
        "attempts": [],
        "file": "~user1/x.repo",
        "signed_by": "file://~user1/key",
    }


@given(st.text(), st.sampled_from(["", "http://", "https://x/", "http://x:"]))
def test_any_url(text, beginning):
    target = target_of(beginning + text)
    assert target is None or (0 < target.port < 65536 and target.path.startswith("/") and target.host)
