# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import dns.flags
import dns.message
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.dns.query import build_query


def test_a_query_asks_recursively_with_a_modest_buffer():
    message = dns.message.from_wire(build_query("router1.teamviewer.com", "A"))
    assert [str(question) for question in message.question] == ["router1.teamviewer.com. IN A"]
    assert message.flags & dns.flags.RD
    assert (message.edns, message.payload) == (0, 1232)


def test_a_name_in_unicode_travels_as_punycode():
    assert b"xn--mller-kva" in build_query("müller.example", "AAAA")


@pytest.mark.parametrize(("name", "record_type"), [("a..b", "A"), ("x" * 64 + ".example", "A"), ("a.example", "NO_SUCH_TYPE")])
def test_what_cannot_be_asked_is_a_value_error(name, record_type):
    with pytest.raises(ValueError, match="no DNS query for"):
        build_query(name, record_type)


@given(st.text(max_size=300))
def test_any_text_gives_a_query_or_a_value_error(name):
    try:
        packet = build_query(name, "A")
    except ValueError:
        return
    assert len(dns.message.from_wire(packet).question) == 1
