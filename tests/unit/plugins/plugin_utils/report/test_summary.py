# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from hostile import HOSTILE
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_up_fleet import assessment, finding

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.summary import HOSTS_SHOWN, TASKS_SHOWN, columns, summary
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.tasks import tasks
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.texts.load import texts


def lines_of(report, width=100, language="de"):
    words = texts(language)
    shown = summary(report, tasks(report.hosts, words), words, width)
    assert shown.endswith("\n")
    return shown.splitlines()


def row_of(lines, name):
    (row,) = [line for line in lines if line.split("  ")[0] == name]
    return row


def test_it_names_customer_contract_run_and_every_host_with_an_open_point(whole_fleet):
    lines = lines_of(whole_fleet)
    assert lines[0] == "Müller Maschinenbau GmbH · MV-2026-0117 · Lauf 20261122T203000Z-5eed0001, abgeschlossen"
    for host in whole_fleet.hosts:
        is_open = not host["assessed"] or any(one["status"] in ("unmet", "unknown") for one in host["findings"])
        assert any(line.startswith(host["host"] + " ") for line in lines) is is_open


def test_a_row_counts_the_findings_of_a_host(report_of):
    findings = [finding("dns.udp", "unmet", "x"), finding("dns.tcp", "unknown", "x"), finding("software.other", "unmet", "x", severity="notice")]
    lines = lines_of(report_of([assessment("erp01", findings=findings), assessment("fine")]))
    assert row_of(lines, "erp01").split()[1:] == ["angemeldet", "13", "1", "1", "1", "1"]
    assert row_of(lines, "Summe").split()[1:] == ["29", "1", "1", "0", "2", "1"]
    assert "1 Gerät ohne offenen Punkt" in lines


def test_a_host_that_was_not_assessed_is_in_the_table(report_of):
    assert "nicht geprüft" in row_of(lines_of(report_of([], further_hosts=["lost"])), "lost")


def test_it_says_who_must_do_what_where(report_of):
    findings = [
        finding("access.credentials", "unmet", "credentials_rejected"),
        finding("client.permitted", "unknown", "contract_invalid", responsible="provider"),
        finding("dns.udp", "unknown", "dns_unclear", responsible="undetermined", data={"failed": []}),
    ]
    text = "\n".join(lines_of(report_of([assessment("erp01", findings=findings), assessment("erp02", findings=findings)])))
    customer, provider, clarify = text.index("Der Kunde muss:"), text.index("Der Dienstleister muss:"), text.index("Zu klären ist:")
    assert customer < provider < clarify
    assert texts("de").reason("credentials_rejected", {}).todo in " ".join(text[customer:provider].split())
    assert text.count("[erp01, erp02]") == 3


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"run_changes": {"status": "aborted"}}, "! unvollständig"),
        ({"run_changes": {"trust_anchor": True}}, "! mit zusätzlicher Zertifizierungsstelle (Testumgebung)"),
        ({"contract_errors": ["language is 'fr'"]}, "! Vertrag fehlerhaft: language is 'fr'"),
    ],
)
def test_what_limits_the_report_is_said(report_of, changes, said):
    assert said in lines_of(report_of([assessment("a")], **changes))
    assert said not in lines_of(report_of([assessment("a")]))


def test_large_fleets_stay_short_and_nothing_is_left_out_silently(report_of):
    bad = [assessment(f"bad{number}", findings=[finding("dns.udp", "unmet", f"reason_{number}")]) for number in range(HOSTS_SHOWN + 60)]
    lines = lines_of(report_of([*bad, *(assessment(f"fine{number}") for number in range(30))]))
    assert sum(line.startswith("bad") for line in lines) == HOSTS_SHOWN
    assert "und 60 weitere Geräte, siehe Bericht" in lines
    assert "30 Geräte ohne offenen Punkt" in lines
    assert f"  und {HOSTS_SHOWN + 60 - TASKS_SHOWN} weitere Punkte, siehe Bericht" in lines


def test_a_customer_without_hosts(report_of):
    assert "Keine Geräte" in lines_of(report_of())


def test_names_are_cut_in_the_middle_so_that_they_still_differ(report_of):
    names = ["x" * 150 + tail for tail in ("-one", "-two")]
    lines = lines_of(report_of([], further_hosts=names), 80)
    assert [line.split("  ")[0][-4:] for line in lines if line.startswith("xxx")] == ["-one", "-two"]


@pytest.mark.parametrize(("text", "width"), [("abc", 3), ("日本", 4), ("e\u0301", 1), ("", 0)])
def test_columns_are_those_of_a_terminal(text, width):
    assert columns(text) == width


@pytest.mark.parametrize("width", [10, 60, 80, 120, 400])
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_words_neither_reach_the_terminal_nor_break_the_table(report_of, name, width):
    findings = [finding("endpoints.atera", "unmet", "made_up_blocked", data={"places": [name], "failed": [], "reached": 0, "needed": 1})]
    lines = lines_of(report_of([assessment(name, findings=findings)], name=name, number=name, contract_errors=[name]), width)
    assert all(columns(line) <= max(60, min(width, 120)) for line in lines)
    assert all(character == " " or character.isprintable() or character == "\u00a0" for line in lines for character in line)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=60, deadline=None)
@given(names=st.lists(st.text(min_size=1), min_size=1, unique=True), width=st.integers(0, 200))
def test_any_names_fit_the_width(report_of, names, width):
    lines = lines_of(report_of([], further_hosts=names, name=names[0]), width)
    assert all(columns(line) <= max(60, min(width, 120)) for line in lines)
