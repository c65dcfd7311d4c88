# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import io
from datetime import timedelta, timezone

import pytest
from hostile import HOSTILE
from made_up_fleet import assessment, finding, large_fleet
from page import read_page

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.catalogue.load import load_endpoints
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.firewall.demand import demand
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.letters.customer_report import TOPICS, customer_page, duties, summary, topics
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.texts.load import texts
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.texts.visible import visible


def rendered(report, words):
    return customer_page(report.head, report.hosts, demand(report.hosts, load_endpoints()), words)


def test_every_requirement_belongs_to_one_topic():
    listed = [requirement for requirements in TOPICS.values() for requirement in requirements]
    assert sorted(listed) == sorted(texts("de").requirements)


def test_what_settles_most_comes_first(report_of, words):
    behind = [finding(name, "unknown", "no_access", caused_by="access.credentials") for name in ("dns.udp", "dns.tcp", "internet.http")]
    report = report_of(
        assessment("a", findings=[finding("endpoints.atera", "unmet", "endpoints_blocked", data={"rules": ["*.atera.com:443"]})]),
        assessment("b", findings=[finding("endpoints.atera", "unmet", "endpoints_blocked", data={"rules": ["*.atera.com:443"]})]),
        assessment("c", findings=[finding("access.credentials", "unmet", "credentials_missing"), *behind]),
    )
    assert [(duty.effect, duty.hosts) for duty in duties(report.hosts, words)] == [(4, ["c"]), (2, ["a", "b"])]


@pytest.mark.parametrize(
    "one",
    [
        finding("dns.tcp", "unmet", "dns_tcp_silent", responsible="provider"),
        finding("dns.tcp", "unknown", "dns_unclear", responsible="undetermined"),
        finding("dns.tcp", "unmet", "dns_tcp_silent", severity="notice"),
        finding("dns.tcp", "waived", "dns_tcp_silent", data={"waived_reason_code": "dns_tcp_silent", "waiver_reason": "x", "waived_until": "2027-01-01"}),
    ],
)
def test_only_what_the_customer_must_do_is_a_duty(report_of, words, one):
    assert duties(report_of(assessment("a", findings=[one])).hosts, words) == []


def test_the_state_is_said_for_each_topic(report_of):
    blocked = finding("endpoints.atera", "unmet", "endpoints_blocked", data={"rules": []})
    ours = finding("agent.monitoring", "unmet", "agent_missing", responsible="provider")
    unclear = finding("dns.tcp", "unknown", "dns_unclear", responsible="undetermined")
    report = report_of(assessment("a", findings=[blocked]), assessment("b", findings=[ours]), assessment("c", findings=[unclear]), assessment("d"))
    states = {topic.title: topic.state for topic in topics(report.hosts, texts("en"))}
    assert states == {
        "Access to your devices": "fine",
        "Internet and name resolution": "unclear",
        "Firewall exceptions": "customer",
        "Remote maintenance": "fine",
        "Other providers' software": "fine",
        "Updates": "fine",
        "Monitoring": "provider",
    }
    assert summary(report.hosts, texts("en")) == [
        "All is well: 1 host of 4.", "Please act: 1 host.", "We take care of: 1 host.", "To be clarified: 1 host.",
    ]  # fmt: skip


def test_a_host_that_was_not_assessed_is_not_well(report_of):
    assert summary(report_of(assessment("a"), further_hosts=["b"]).hosts, texts("en")) == ["All is well: 1 host of 2.", "To be clarified: 1 host."]


def test_a_customer_without_hosts_has_a_report(report_of, words):
    page = read_page(rendered(report_of(), words).encode())
    assert words.say("report.verdict_no_hosts") in page.one("body").text


def test_exact_rules_stand_at_the_end_and_no_technical_noise_before(fleet, words):
    page = read_page(rendered(fleet, words).encode())
    body = page.one("body").text
    assert "5938/TCP" in page.one("section", class_="rules").text
    for noise in ("endpoints.teamviewer", "timeout", fleet.head["run"]["run_id"], "signals", "None"):
        assert noise not in body


@pytest.mark.parametrize("word", HOSTILE)
def test_hostile_words_are_shown_as_they_are_and_do_nothing(report_of, word):
    data = {"rules": [word], "endpoint": word}
    one = assessment(word[:255], findings=[finding("internet.https", "unmet", "https_intercepted", data=data)])
    page = read_page(rendered(report_of(one, name=word, number=word, provider=word, contact={"name": word}), texts("de")).encode())
    shown = " ".join(visible(word).split())
    assert page.one("h1").text == shown
    assert shown in page.one("section", class_="rules").text
    assert not page.all("script")
    assert not page.all("img")


def test_a_large_fleets_report_stays_readable(report_of, words):
    page = read_page(rendered(report_of(*large_fleet(300)), words).encode())
    assert max(len(item.text) for item in page.one("ol").all("li")) < 1200


def test_as_pdf_it_has_a_cover_and_the_duties(fleet, words):
    from pypdf import PdfReader

    from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.pdf.render import obstacle, pdf

    if obstacle():
        pytest.skip(obstacle())
    reader = PdfReader(io.BytesIO(pdf(rendered(fleet, words))))
    cover, *others = ("".join(page.extract_text().split()) for page in reader.pages)
    assert "MüllerMaschinenbauGmbH" in cover
    assert "MV-2026-0117" in cover
    assert "".join(words.say("customer_report.duties").split()) in "".join(others)


@pytest.mark.parametrize(("hours", "day"), [(0, "22.11.2026"), (9, "23.11.2026"), (-11, "22.11.2026")])
def test_its_day_is_that_of_the_readers_zone(report_of, hours, day):
    words = texts("de", timezone(timedelta(hours=hours)))
    assert f"Datum{day}" in read_page(rendered(report_of(), words).encode()).one("section", class_="cover").text
