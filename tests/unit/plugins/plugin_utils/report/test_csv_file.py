# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import csv
import io

import pytest
from hostile import HOSTILE
from hypothesis import given
from hypothesis import strategies as st
from made_up_fleet import REQUIREMENTS, assessment, finding

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.csv_file import OF_FINDING, OF_HOST, cell, csv_chunks
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.texts.load import texts
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.texts.visible import visible


def rows_of(report, language="de"):
    content = b"".join(csv_chunks(report, texts(language)))
    assert content.startswith(b"\xef\xbb\xbf")
    head, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";" if language == "de" else ",", strict=True)
    assert head == [texts(language).say(f"csv.{column}") for column in (*OF_HOST, *OF_FINDING)]
    assert all(len(row) == len(head) for row in rows)
    return [dict(zip((*OF_HOST, *OF_FINDING), row, strict=True)) for row in rows]


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_finding_has_its_line_and_every_host_at_least_one(whole_fleet, language):
    expected = [(host["host"], one["id"]) for host in whole_fleet.hosts for one in host["findings"] or [{"id": ""}]]
    assert [(row["host"], row["requirement"]) for row in rows_of(whole_fleet, language)] == expected


def test_a_line_says_whose_it_is_what_was_seen_and_who_must_act(report_of):
    data = {"failed": [], "places": ["a.example:443"], "reached": 3, "needed": 4}
    one = assessment(
        "erp01",
        identifiers={"teamviewer_host": "1 200 345 678"},
        software=[{"product": "teamviewer_host", "name": "TeamViewer Host", "presence": "running", "ownership": "ours", "unattended": True}],
        findings=[finding("endpoints.atera", "unmet", "made_up_blocked", data=data)],
    )
    row = next(row for row in rows_of(report_of([one])) if row["requirement"] == "endpoints.atera")
    assert row["customer"] == "Müller Maschinenbau GmbH"
    assert row["number"] == "MV-2026-0117"
    assert row["status"] == "nicht erfüllt"
    assert row["responsible"] == "Kunde"
    assert row["reason"] == "made_up_blocked"
    assert row["seen"] == texts("de").reason("made_up_blocked", data).seen
    assert row["todo"] == texts("de").reason("made_up_blocked", data).todo
    assert row["identifiers"] == "TeamViewer Host: 1 200 345 678"
    assert row["software"] == "TeamViewer Host (von uns)"
    assert row["checked_at"] == "22.11.2026, 20:31"


def test_a_waiver_has_its_reason_and_its_end(report_of):
    data = {"waiver_reason": "Umzug", "waived_until": "2027-01-31", "waived_reason_code": "dns_tcp_silent", "failed": []}
    row = next(row for row in rows_of(report_of([assessment("a", findings=[finding("dns.tcp", "waived", "x", data=data)])])) if row["requirement"] == "dns.tcp")
    assert (row["status"], row["waived_until"], row["waiver_reason"]) == ("ausgenommen", "31.01.2027", "Umzug")
    assert row["seen"] == texts("de").reason("dns_tcp_silent", data).seen


def test_a_host_that_was_not_assessed_has_a_line_that_says_so(report_of):
    (row,) = rows_of(report_of([], {"lost": {"seen_at": "2026-11-09T05:12:44Z"}}, further_hosts=["lost"]))
    assert (row["host"], row["requirement"], row["status"], row["last_assessed_at"]) == ("lost", "", "nicht geprüft", "09.11.2026, 05:12")


def test_a_customer_without_hosts_is_a_head_without_lines(report_of):
    assert rows_of(report_of()) == []


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+49 89", "'+49 89"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("  =1", "'  =1"),
        ("\uff1d1", "'\uff1d1"),
        ("\t=1", "\u2409=1"),
        ("\r\n=1", "\u240d\u240a=1"),
        ("a=1", "a=1"),
        ("–", "–"),
        ("", ""),
        (None, ""),
    ],
)
def test_cells_are_never_formulas(value, written):
    assert cell(value) == written


@given(st.text())
def test_no_cell_begins_as_a_formula_does_and_nothing_is_lost(text):
    written = cell(text)
    assert not written.lstrip().startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert written in (visible(text), "'" + visible(text))


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_words_stay_in_their_cells(report_of, name):
    data = {"places": [name], "failed": [], "reached": 0, "needed": 1}
    findings = [finding("endpoints.atera", "unmet", "made_up_blocked", data=data, caused_by=f"site:{name}")]
    rows = rows_of(report_of([assessment(name[:255], site=name, identifiers={name: name}, findings=findings)], name=name, number=name))
    assert len(rows) == len(REQUIREMENTS)
    assert all(row[column] == cell(name) for row in rows for column in ("host", "site", "customer", "number"))
    assert visible(name) in next(row for row in rows if row["requirement"] == "endpoints.atera")["todo"]
