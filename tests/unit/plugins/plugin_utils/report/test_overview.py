# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from pathlib import Path

import pytest
from hostile import HOSTILE
from made_up_fleet import assessment, finding, made_up_assessments
from page import read_page

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.overview import card, overview
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.tasks import tasks
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.texts.load import texts
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.texts.visible import visible

FOLDER = Path("/reports/run")


def card_of(report, language="en", page="/reports/run/mueller/report.html"):
    return card(report, tasks(report.hosts, texts(language)), texts(language), FOLDER, page)


def rendered(run, *cards, language="en"):
    return read_page(overview(cards, run, texts(language), "2026-11-22T20:35:00Z").encode())


def test_what_has_most_effect_comes_first_whoever_the_customer_is(run, report_of):
    behind = [finding(name, "unknown", "no_access", caused_by="access.credentials") for name in ("dns.udp", "dns.tcp")]
    few = card_of(report_of([assessment("a", findings=[finding("dns.udp", "unmet", "made_up_blocked", data={"places": "x"})])], name="Few"))
    many = card_of(report_of([assessment("b", findings=[finding("access.credentials", "unmet", "credentials_missing"), *behind])], name="Many"))
    page = rendered(run, few, many)
    items = page.one("ol", class_="tasks").all("li")
    assert ["Many" in item.text for item in items] == [True, False]
    assert "3 open points" in items[0].text
    assert [row.one("th").one("a").text for row in page.one("tbody").all("tr")] == ["Many", "Few"]


def test_it_leads_to_each_customers_report(run, report_of):
    page = rendered(run, card_of(report_of([assessment("a")])))
    assert page.one("tbody").one("a").attributes["href"] == "mueller/report.html"


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_numbers_are_the_reports(run, whole_fleet, language):
    counts = whole_fleet.head["counts"]
    cells = [cell.text for cell in rendered(run, card_of(whole_fleet, language), language=language).one("tbody").all("td")]
    expected = (counts["unmet"] + counts["unknown"], counts["hosts"], counts["hosts_met"], counts["hosts"] - counts["hosts_seen"])
    assert cells[:4] == [str(number) for number in expected]


def test_without_customers_it_says_so(run):
    page = rendered(run)
    assert texts("en").say("overview.no_customers") in page.one("main").text
    assert texts("en").say("overview.tasks_none") in page.one("main").text


def test_long_lists_are_cut_and_say_so(run, report_of):
    cards = [card_of(report_of([one], name=f"C{number}")) for number, one in enumerate(list(made_up_assessments()) * 4)]
    page = rendered(run, *cards)
    shown = len(page.one("ol", class_="tasks").all("li"))
    total = sum(len(one.nexts) for one in cards)
    assert shown == 40
    assert str(total - shown) in page.one("section", **{"aria-labelledby": "next"}).text


@pytest.mark.parametrize("word", HOSTILE)
def test_hostile_words_are_shown_as_they_are(run, report_of, word):
    one = assessment("a", findings=[finding("dns.udp", "unmet", "made_up_blocked", data={"places": word})])
    page = rendered(run, card_of(report_of([one], name=word, number=word)))
    shown = " ".join(visible(word).split())
    assert page.one("tbody").one("th").one("a").text == shown
    assert shown in page.one("ol").text
    assert not page.all("script")
