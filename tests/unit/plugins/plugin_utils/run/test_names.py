# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run import names


@pytest.mark.parametrize(
    ("host", "file"),
    [
        ("web1.example.com", "web1.example.com.json"),
        ("web1_a", "web1_a.json"),
        ("../../etc/passwd", "%2E.%2F..%2Fetc%2Fpasswd.json"),
        (".hidden", "%2Ehidden.json"),
        ("Büro 1", "%42%C3%BCro%201.json"),
        ("DC01", "%44%4301.json"),
        ("<b>\x1b[31m", "%3Cb%3E%1B%5B31m.json"),
    ],
)
def test_hosts_name_their_file(host, file):
    assert names.file_name(host) == file
    assert names.name_of(file) == host


def test_no_customer_has_the_name_of_a_file_of_the_run_or_of_nobody():
    assert names.directory_name("run.json") == "run%2Ejson"
    assert names.directory_name(None) == "unassigned"
    assert names.directory_name("unassigned") == "%75nassigned"
    assert names.customer_of("%75nassigned") == "unassigned"
    assert names.customer_of("unassigned") is None


@given(st.text(min_size=1, max_size=60))
def test_names_are_safe_and_reversible(name):
    file = names.file_name(name)
    assert "/" not in file and not file.startswith(".") and file.isascii() and len(file) <= 255
    assert "." not in names.directory_name(name)
    if "~" not in file:
        assert names.name_of(file) == name.encode("utf-8", "surrogatepass").decode("utf-8", "replace") or "\ud800" <= max(name) <= "\udfff"
        assert names.customer_of(names.directory_name(name)) == names.name_of(file)


@example({"Mueller", "mueller", "MUELLER"})
@given(st.sets(st.text(min_size=1, max_size=400) | st.text("aAbB", min_size=1, max_size=4), min_size=2, max_size=8))
def test_two_names_never_share_a_file(several):
    assert len({names.file_name(name).lower() for name in several}) == len(several)
    assert len({names.directory_name(name).lower() for name in several}) == len(several)


def test_what_is_too_long_is_cut_and_stays_distinct():
    first, second = names.file_name("ü" * 255), names.file_name("ü" * 254 + "u")
    assert first != second
    assert len(first) <= names.LONGEST + len(names.SUFFIX)
    assert names.name_of(first).startswith("üüü")
