# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.firewall.rules import Demand, Rule, batches, readable

SUFFIX = Rule("endpoints.teamviewer", "tcp", 443, "*.teamviewer.com", ("web.teamviewer.com",))
INNER = Rule("endpoints.teamviewer", "tcp", 443, "router*.teamviewer.com", ("router1.teamviewer.com",))
PLAIN = Rule("endpoints.teamviewer", "tcp", 443, "a.example")


def test_rules_of_the_same_hosts_port_and_purpose_are_one_batch():
    (batch,) = batches(Demand({SUFFIX: ["a"], PLAIN: ["a"]}))
    assert (batch.label, batch.hosts, set(batch.rules)) == ("endpoints_teamviewer_tcp_443", ("a",), {SUFFIX, PLAIN})


def test_other_hosts_make_another_batch_with_a_label_of_its_own():
    labels = [batch.label for batch in batches(Demand({SUFFIX: ["a"], PLAIN: ["a", "b"]}))]
    assert labels == ["endpoints_teamviewer_tcp_443", "endpoints_teamviewer_tcp_443_2"]


def test_what_a_format_cannot_express_becomes_names_and_is_told():
    (batch,) = batches(Demand({SUFFIX: ["a"], INNER: ["a"], PLAIN: ["a"]}))
    assert batch.destinations(suffixes=True) == ["*.teamviewer.com", "a.example", "router1.teamviewer.com"]
    assert batch.widened(suffixes=True) == ["router*.teamviewer.com"]
    assert batch.destinations(suffixes=False) == ["web.teamviewer.com", "a.example", "router1.teamviewer.com"]
    assert batch.widened(suffixes=False) == ["*.teamviewer.com", "router*.teamviewer.com"]


@given(st.text(max_size=300))
def test_only_names_patterns_and_addresses_are_readable(text):
    name = readable(text)
    assert name is None or re.fullmatch(r"[a-z0-9.:*_-]+", name)
