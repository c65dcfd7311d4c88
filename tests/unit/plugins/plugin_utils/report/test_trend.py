# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from hostile import HOSTILE
from made_up_fleet import assessment, finding
from page import read_page

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.build import build_report
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.html import html_chunks
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.tasks import tasks
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.trend import BAR_HEIGHT, changes, trends
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.validate import validator
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.texts.load import texts
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.texts.visible import visible

SINCE = "2026-10-12T20:31:12Z"
EVIDENCE = {
    "head": "4711:" + "5eed" * 16,
    "sequence": 4711,
    "digest": "5eed" * 16,
    "run_id": "r",
    "signed_at": "2026-11-22T20:34:40Z",
    "key": "ed25",
    "signature": "c2ln",
}


def change(host, requirement="dns.udp", **fields):
    return {"host": host, "requirement": requirement, "before": "met", "after": "unmet", "responsible": "customer", **fields}


def month(share, customer=0):
    return {"share": share, "unmet_customer": customer}


@pytest.fixture
def recorded_report(run, customer):
    """A report on hosts `a` (with an open finding) and `b`, of a run that was recorded."""

    def make(changed=(), resolved=(), availability=None, hosts=None, evidence=True):
        recorded = {
            "evidence": EVIDENCE if evidence else None,
            "recorded_since": "2026-09-01T05:00:00Z",
            "stale_after_days": 7,
            "changes": {"since_run": "earlier", "new": list(changed), "resolved": list(resolved), "other": []},
            "availability": availability or {},
            "hosts": hosts or {},
        }
        assessments = [assessment("a", findings=[finding("dns.udp", "unmet", "made_up_blocked")]), assessment("b")]
        changed_run = {**run, "customers": {}}
        return build_report(changed_run, customer(), assessments, recorded["hosts"], "2026-11-22T20:35:00Z", recorded=recorded)

    return make


def render(report, language="en"):
    words = texts(language)
    return read_page(b"".join(html_chunks(report, tasks(report.hosts, words), words)))


def test_changes_lead_to_their_findings(recorded_report):
    new, resolved = changes(recorded_report([change("a")], [change("gone", "dns.tcp")]), texts("en"))
    assert [(one.host, one.anchor) for one in new.shown] == [("a", "h1-dns.udp")]
    assert [(one.host, one.anchor) for one in resolved.shown] == [("gone", None)]


def test_many_changes_are_cut_and_counted(recorded_report):
    (new,) = changes(recorded_report([change(f"h{number}") for number in range(100)]), texts("en"))
    assert (len(new.shown), new.further) == (60, 40)


def test_without_a_recorded_run_there_is_no_past(report_of):
    report = report_of([assessment("a")])
    assert changes(report, texts("en")) == []
    assert trends(report.head.get("history"), texts("en")) == []
    assert not render(report).all("svg", class_="months")


def test_each_month_is_a_bar_and_said_in_words():
    availability = {"dns.udp": {"2026-09": month(1.0), "2026-10": month(None), "2026-11": month(0.5, 7200)}}
    (trend,) = trends({"availability": availability}, texts("en"))
    assert [(one.height, one.y, one.known) for one in trend.bars] == [(BAR_HEIGHT, 0, True), (BAR_HEIGHT, 0, False), (BAR_HEIGHT / 2, BAR_HEIGHT / 2, True)]
    assert trend.said == "2026-09: 100\u00a0%, 2026-10: –, 2026-11: 50\u00a0%"
    assert (trend.share, trend.customer_hours) == ("50\u00a0%", "2 h")


def test_only_what_was_missing_is_drawn_as_missing(recorded_report):
    """Neither the space between months nor a whole month."""
    availability = {"dns.udp": {"2026-09": month(1.0), "2026-10": month(None), "2026-11": month(0.5)}}
    svg = render(recorded_report(availability=availability)).one("svg", class_="months")
    bars = [(one["class"], one["x"], one["height"]) for one in (rect.attributes for rect in svg.all("rect"))]
    assert bars == [("share", "0", "24.0"), ("gap", "10", "24"), ("rest", "20", "12.0"), ("share", "20", "12.0")]


def test_a_share_is_never_rounded_up_to_the_whole():
    (trend,) = trends({"availability": {"dns.udp": {"2026-11": month(0.99999)}}}, texts("de"))
    assert trend.share == "99,9\u00a0%"


def test_a_requirement_of_which_nothing_is_known_has_no_trend():
    assert trends({"availability": {"dns.udp": {"2026-11": month(None)}}}, texts("en")) == []


def test_only_the_latest_year_is_shown():
    availability = {"dns.udp": {f"20{year}-{number:02d}": month(1.0) for year in (25, 26) for number in range(1, 13)}}
    (trend,) = trends({"availability": availability}, texts("en"))
    assert len(trend.bars) == 12
    assert trend.said.startswith("2026-01")


def test_since_when_and_when_the_customers_side_was_in_the_way_stand_at_the_host(recorded_report):
    blocked = [{"from": SINCE, "to": "2026-11-22T20:31:12Z", "requirements": ["dns.udp"]}]
    page = render(recorded_report(hosts={"a": {"seen_at": SINCE, "since": {"dns.udp": SINCE}, "stale": False, "blocked": blocked}}))
    article = page.one("article", id="h1")
    assert "Since2026-10-12, 20:31" in article.one("section", id="h1-dns.udp").text
    assert "2026-10-12, 20:31 to 2026-11-22, 20:31" in article.one("ul", class_="intervals").text
    assert not page.one("article", id="h2").all("ul", class_="intervals")


def test_a_stale_host_says_so(recorded_report):
    page = render(recorded_report(hosts={"b": {"seen_at": SINCE, "since": {}, "stale": True, "blocked": []}}))
    assert texts("en").say("history.stale") in page.one("article", id="h2").text
    assert texts("en").say("history.stale") not in page.one("article", id="h1").text


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_evidences_head_is_printed(recorded_report, language):
    foot = render(recorded_report(), language).one("footer").text
    assert EVIDENCE["head"] in foot
    assert EVIDENCE["key"] in foot
    assert EVIDENCE["head"] not in render(recorded_report(evidence=False), language).one("footer").text


def test_the_report_keeps_to_its_schema(recorded_report):
    hosts = {"a": {"seen_at": SINCE, "since": {"dns.udp": SINCE}, "stale": False, "blocked": [{"from": SINCE, "to": SINCE, "requirements": ["dns.udp"]}]}}
    validator("report").validate(recorded_report([change("a")], availability={"dns.udp": {"2026-11": month(1.0)}}, hosts=hosts).as_dict())


@pytest.mark.parametrize("word", HOSTILE)
def test_hostile_words_of_the_past_are_shown_as_they_are(recorded_report, word):
    page = render(recorded_report([change(word)]))
    assert " ".join(visible(word).split()) in page.one("section", id="changes").text
