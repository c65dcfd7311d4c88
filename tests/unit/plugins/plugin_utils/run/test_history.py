# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run import history


def assessment(host, at, access="valid", **statuses):
    return {
        "host": host,
        "assessed_at": at,
        "run_id": at,
        "access": {"status": access},
        "findings": [{"id": name.replace("_", "."), "status": status} for name, status in statuses.items()],
    }


def test_nothing_is_known_at_first(tmp_path):
    assert history.read(tmp_path, "acme") == {}


def test_hosts_and_requirements_of_other_runs_stay(tmp_path):
    history.update(tmp_path, "acme", [assessment("a", "1", dns_udp="met", dns_tcp="unmet"), assessment("b", "1", dns_udp="met")])
    history.update(tmp_path, "acme", [assessment("a", "2", dns_udp="unmet")])
    known = history.read(tmp_path, "acme")
    assert known["a"] == {"assessed_at": "2", "seen_at": "2", "run_id": "2", "statuses": {"dns.udp": "unmet", "dns.tcp": "unmet"}}
    assert known["b"]["statuses"] == {"dns.udp": "met"}


@pytest.mark.parametrize(("access", "seen_at"), [("valid", "2"), ("insufficient", "2"), ("rejected", "1"), ("unreachable", "1"), ("not_attempted", "1")])
def test_seen_is_who_was_logged_in_to(tmp_path, access, seen_at):
    history.update(tmp_path, "acme", [assessment("a", "1")])
    history.update(tmp_path, "acme", [assessment("a", "2", access)])
    assert history.read(tmp_path, "acme")["a"]["seen_at"] == seen_at


def test_customers_and_hosts_without_one_are_apart(tmp_path):
    history.update(tmp_path, None, [assessment("a", "1")])
    history.update(tmp_path, "unassigned", [assessment("b", "1")])
    assert list(history.read(tmp_path, None)) == ["a"]
    assert list(history.read(tmp_path, "unassigned")) == ["b"]


@pytest.mark.parametrize("content", ["", "{", "[1]", "17", '{"a": 3}', '{"a": {}}'])
def test_a_damaged_history_is_not_taken_for_none(tmp_path, content):
    history.update(tmp_path, "acme", [assessment("a", "1")])
    (tmp_path / "history" / "acme.json").write_text(content, encoding="utf-8")
    with pytest.raises(ValueError, match="not a history"):
        history.read(tmp_path, "acme")
