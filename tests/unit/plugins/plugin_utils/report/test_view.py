# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from made_up_fleet import assessment, finding

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.page import environment
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.view import HostView
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.texts.load import texts


@pytest.fixture
def view():
    return HostView(["dns.udp", "dns.tcp"], texts("de"), environment().get_template("repeated.html.j2").module)


@pytest.fixture
def host():
    def make(**changes):
        return {**assessment("erp01", **changes), "assessed": True, "seen": True, "last_assessed_at": None}

    return make


def test_findings_are_sorted_by_the_attention_they_ask_for(view, host):
    waiver = {"waiver_reason": "r", "waived_until": "2027-01-31", "waived_reason_code": "dns_tcp_silent"}
    found = [
        finding("dns.udp", "unmet", "dns_udp_silent"),
        finding("dns.tcp", "waived", "dns_tcp_silent", data=waiver),
        finding("dns.resolution", "unknown", "no_access", caused_by="dns.udp"),
        finding("internet.http", "unknown", "no_access", caused_by="site:hq"),
        finding("software.other", "unmet", "x", severity="notice"),
    ]
    details = view.details(0, host(findings=found))
    assert [entry.finding["id"] for entry in details.open] == ["software.other", "dns.udp"]
    assert [entry.finding["id"] for entry in details.waived] == ["dns.tcp"]
    assert {folded.summary: [entry.finding["id"] for entry in folded.entries] for folded in details.folded} == {
        "1 weiterer Befund durch: Standort hq ist als Ganzes nicht erreichbar": ["internet.http"],
        "1 weiterer Befund durch: Namensauflösung 53/UDP": ["dns.resolution"],
    }
    assert details.rest_summary == "11 erfüllt, 1 trifft nicht zu"
    sorted_ones = [*details.open, *details.waived, *details.rest, *(entry for group in details.folded for entry in group.entries)]
    assert len(sorted_ones) == len(host()["findings"])


def test_findings_that_say_the_same_are_told_once(view, host):
    same = [finding(name, "unknown", "no_collector", responsible="provider") for name in ("dns.udp", "dns.tcp", "updates.source")]
    other = finding("internet.http", "unknown", "no_collector", responsible="customer")
    details = view.details(0, host(findings=[*same, other]))
    assert [entry.finding["id"] for entry in details.open] == ["internet.http", "dns.udp"]
    assert [(folded.summary, [entry.finding["id"] for entry in folded.entries]) for folded in details.folded] == [
        ("2 weitere Befunde aus demselben Grund wie: Namensauflösung 53/UDP", ["dns.tcp", "updates.source"]),
    ]


def test_the_same_look_is_rendered_for_each_host_with_its_own_anchor(view, host):
    first, second = view.marks(0, host()), view.marks(1, host())
    assert 'href="#h1-dns.udp"' in first
    assert second == first.replace("#h1-", "#h2-")


@pytest.mark.parametrize(
    ("changes", "note"),
    [
        ({"limited": True}, "Nur mit einem einfachen Konto gesehen"),
        ({"complete": False}, "Die Prüfung wurde nicht ganz fertig"),
        ({"clock_offset": 187.4}, "Uhr geht 187 s vor"),
        ({"clock_offset": -90.0}, "Uhr geht 90 s nach"),
    ],
)
def test_what_limits_a_hosts_findings_is_noted(view, host, changes, note):
    assert view.notes(host(**changes)) == [note]


@pytest.mark.parametrize("offset", [None, 0, 59.9, -59.9])
def test_a_clock_that_is_about_right_is_not_worth_a_note(view, host, offset):
    assert view.notes(host(clock_offset=offset)) == []


def test_what_is_not_known_of_a_host_is_left_out(view, host):
    bare = host(site=None, device_class=None, platform=None, access={"status": "unreachable", "reason": "x", "since": None})
    assert view.facts({**bare, "seen": False}) == ["nicht erreichbar", "versucht am 22.11.2026, 20:31"]
