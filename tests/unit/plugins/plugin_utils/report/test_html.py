# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import base64
import hashlib

import pytest
from hostile import HOSTILE
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_up_fleet import assessment, finding
from page import read_page

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.html import html_chunks
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.page import stylesheet
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.tasks import tasks
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.texts.load import texts
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.texts.visible import visible


def render(report, language="de"):
    words = texts(language)
    return read_page(b"".join(html_chunks(report, tasks(report.hosts, words), words)))


def one_line(text):
    return " ".join(visible(text).split())


@pytest.fixture(params=["de", "en"])
def page(request, whole_fleet):
    return render(whole_fleet, request.param)


def test_every_host_and_every_finding_is_on_the_page(whole_fleet):
    page = render(whole_fleet)
    words = texts("de")
    articles = page.all("article", class_="host")
    assert [article.one("h3").text for article in articles] == [host["host"] for host in whole_fleet.hosts]
    for number, (article, host) in enumerate(zip(articles, whole_fleet.hosts, strict=True), start=1):
        for one in host["findings"]:
            entry = page.one(id=f"h{number}-{one['id']}")
            assert words.requirement(one["id"]).title in entry.text
            assert entry in list(article.walk())


def test_the_matrix_has_a_symbol_for_every_finding(whole_fleet):
    page = render(whole_fleet)
    matrix = page.one("table", class_="matrix")
    requirements = whole_fleet.head["run"]["requirements"]
    rows = matrix.one("tbody").all("tr")
    for row, host in zip(rows, whole_fleet.hosts, strict=True):
        assert row.one("th").one("a").text == host["host"]
        by_id = {one["id"]: one for one in host["findings"]}
        marks = [cell for cell in row.all("td") if cell.all("a")]
        if not host["assessed"]:
            assert marks == []
            assert row.one("td", class_="gap").attributes["colspan"] == str(len(requirements))
            continue
        assert len(marks) == len(requirements)
        for cell, requirement in zip(marks, requirements, strict=True):
            status = by_id[requirement]["status"]
            kind = "notices" if by_id[requirement]["severity"] == "notice" and status != "met" else status
            assert kind in cell.attributes["class"].split()
            assert cell.one("a").attributes["aria-label"].endswith(texts("de").term("status", kind))
            assert cell.text != ""


def test_statuses_differ_by_symbol_and_not_by_colour_alone(whole_fleet):
    cells = render(whole_fleet).one("table", class_="matrix").one("tbody").all("td")
    symbols = {kind: {cell.text for cell in cells if kind in (cell.attributes.get("class") or "").split()} for kind in ("met", "unmet", "unknown", "waived")}
    assert all(len(of_kind) == 1 for of_kind in symbols.values())
    assert len(set.union(*symbols.values())) == 4


def test_links_lead_to_something_and_ids_are_unique(page):
    ids = [element.attributes["id"] for element in page.walk() if "id" in element.attributes]
    assert len(ids) == len(set(ids))
    targets = [element.attributes["href"] for element in page.all("a")]
    assert targets
    assert all(target.startswith("#") and target[1:] in ids for target in targets)


def test_the_page_needs_nothing_else_and_runs_nothing_but_its_own_script(page):
    for element in page.walk():
        assert element.tag not in {"link", "img", "iframe", "object", "embed", "form", "base", "image", "use"}
        assert not {"src", "style", "srcset", "action", "background", "data", "poster", "xlink:href"} & element.attributes.keys()
        assert not any(name.startswith("on") for name in element.attributes)
    assert ["".join(script.children) for script in page.all("script")] in ([], [stylesheet("report.js")])
    styles = page.one("style").children[0]
    assert "url(" not in styles
    assert "@import" not in styles


def test_the_content_security_policy_allows_its_own_style_sheet_and_script_and_nothing_more(page):
    def digest(text):
        return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()

    style, script = ("".join(page.one(tag).children) for tag in ("style", "script"))
    (policy,) = [meta.attributes["content"] for meta in page.all("meta") if meta.attributes.get("http-equiv") == "Content-Security-Policy"]
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{digest(style)}'; script-src 'sha256-{digest(script)}'; base-uri 'none'; form-action 'none'"
    )


def test_hosts_are_chosen_by_who_must_act(report_of):
    hosts = {
        "a": assessment("a"),
        "b": assessment("b", findings=[finding("dns.udp", "unmet", "made_up_blocked")]),
        "c": assessment("c", findings=[finding("dns.udp", "unmet", "made_up_blocked", responsible="provider")]),
        "d": assessment("d", findings=[finding("dns.udp", "unmet", "made_up_blocked", severity="notice")]),
    }
    page = render(report_of(hosts.values(), further_hosts=["e"]))
    looks = [set((row.attributes["class"] or "").split()) for row in page.one("table", class_="matrix").one("tbody").all("tr")]
    assert looks == [set(), {"is-open", "is-customer"}, {"is-open", "is-provider"}, set(), {"is-unseen"}]
    assert [set(article.attributes["class"].split()) - {"host"} for article in page.all("article")] == looks
    choices = [choice.attributes["id"] for choice in page.all("input", name="show")]
    style = page.one("style").children[0]
    assert all(f"#{choice}:checked" in style for choice in choices if choice != "show-all")


def test_a_page_without_hosts_has_no_script(report_of):
    assert render(report_of()).all("script") == []


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_page_says_its_language_and_whose_report_it_is(whole_fleet, language):
    page = render(whole_fleet, language)
    assert page.one("html").attributes["lang"] == language
    head = page.one("header", class_="head").text
    for said in ("Müller Maschinenbau GmbH", "MV-2026-0117", "BAUER GROUP", "Jörg Müller", whole_fleet.head["run"]["run_id"]):
        assert said in head
    assert texts(language).values.moment("2026-11-22T20:30:00Z") in head
    assert "Müller Maschinenbau GmbH" in page.one("title").text


def test_a_finding_says_what_was_seen_and_expected_who_must_act_and_what_to_do(report_of):
    data = {"failed": [{"endpoint": "a.example:443", "outcome": "timeout"}], "places": ["a.example:443"], "reached": 3, "needed": 4}
    page = render(report_of([assessment("erp01", findings=[finding("endpoints.atera", "unmet", "made_up_blocked", data=data)])]))
    section = page.one("section", id="h1-endpoints.atera")
    terms = {line.one("dt").text: line.one("dd").text for line in section.all("dl")[0].all("div")}
    words = texts("de")
    assert terms["Gesehen"] == words.reason("made_up_blocked", data).seen
    assert "a.example:443" in terms["Gesehen"]
    assert terms["Erwartet"] == words.requirement("endpoints.atera").expected
    assert terms["Zuständig"] == "Kunde"
    assert terms["Zu tun"] == words.reason("made_up_blocked", data).todo
    assert terms["Vertrag"] == words.requirement("endpoints.atera").clause
    assert "a.example:443 (keine Antwort)" in section.one("dl", class_="data").text


def test_a_waiver_is_shown_with_its_reason_and_end_and_with_what_it_excuses(report_of):
    data = {
        "waiver_reason": "Umzug <b>",
        "waived_until": "2027-01-31",
        "waived_reason_code": "made_up_blocked",
        "given_by": "Jörg Müller",
        "places": ["a.example:443"],
        "failed": [],
        "reached": 1,
        "needed": 2,
    }
    page = render(report_of([assessment("erp01", findings=[finding("endpoints.atera", "waived", "made_up_blocked", data=data)])]))
    section = page.one("section", id="h1-endpoints.atera")
    for said in ("Umzug <b>", "31.01.2027", "Jörg Müller", texts("de").reason("made_up_blocked", data).seen):
        assert said in section.text


def test_an_expired_waiver_is_named(report_of):
    data = {"waiver_expired_on": "2026-11-01", "waiver_reason": "Umzug"}
    page = render(report_of([assessment("erp01", findings=[finding("dns.tcp", "unmet", "dns_tcp_silent", data=data)])]))
    assert "01.11.2026" in page.one("section", id="h1-dns.tcp").text


def test_what_one_finding_explains_is_told_once(report_of):
    cause = finding("access.credentials", "unmet", "credentials_rejected")
    behind = [finding(name, "unknown", "no_access", caused_by="access.credentials") for name in ("dns.udp", "dns.tcp")]
    page = render(report_of([assessment("erp01", findings=[cause, *behind])]))
    article = page.one("article", id="h1")
    assert [section.attributes["id"] for section in article.all("section")] == ["h1-access.credentials"]
    assert "2 weitere Befunde durch: Gültige Zugangsdaten" in [summary.text for summary in article.all("summary")]
    assert "explained" in page.one("a", href="#h1-dns.udp").parent.attributes["class"]
    words = texts("de")
    row = page.one("tr", id="h1-dns.udp").text
    for said in (words.reason("no_access", {}).seen, words.requirement("dns.udp").expected, "Zuständig: Kunde", words.reason("no_access", {}).todo):
        assert said in row


def test_common_causes_stand_once_with_what_they_explain(report_of):
    down = [finding(name, "unknown", "no_access", caused_by="site:hq <1>", responsible="undetermined") for name in ("dns.udp", "dns.tcp")]
    page = render(report_of([assessment("a", findings=down), assessment("b", findings=down)]))
    (cause,) = page.one("section", id="causes").all("li")
    assert "hq <1>" in cause.text
    assert "4 Befunde, 2 Geräte" in cause.text


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"run_changes": {"status": "aborted"}}, "partial_aborted"),
        ({"run_changes": {"status": "running"}}, "partial_running"),
        ({"run_changes": {"trust_anchor": True}}, "trust_anchor"),
        ({"contract_errors": ["language is <fr>"]}, "contract_invalid"),
        ({"customer_id": None, "name": None, "number": None}, "unassigned_note"),
    ],
)
def test_what_limits_the_whole_report_is_said_in_a_banner(report_of, changes, said):
    page = render(report_of([assessment("erp01")], **changes))
    (banner,) = page.all(class_="banner")
    assert texts("de").say(f"report.{said}") in banner.text
    assert all(error in banner.text for error in changes.get("contract_errors", []))


def test_a_complete_report_has_no_banner(report_of):
    assert render(report_of([assessment("erp01")])).all(class_="banner") == []


def test_requirements_that_were_not_selected_are_named_and_have_no_column(report_of):
    chosen = ["dns.udp", "access.credentials"]
    one = assessment("erp01")
    one["findings"] = [found for found in one["findings"] if found["id"] in chosen]
    page = render(report_of([one], run_changes={"requirements": chosen}))
    assert [head.attributes["title"] for head in page.all("th", class_="turned")] == [
        "Namensauflösung 53/UDP (dns.udp)",
        "Gültige Zugangsdaten (access.credentials)",
    ]
    assert texts("de").requirement("dns.tcp").title in page.one("section", id="matrix").text
    assert "In diesem Lauf nicht geprüft" in page.one("section", id="matrix").text


def test_a_finding_that_is_missing_is_shown_as_missing(report_of):
    one = assessment("erp01")
    one["findings"] = [found for found in one["findings"] if found["id"] != "dns.udp"]
    page = render(report_of([one]))
    (cell,) = page.one("table", class_="matrix").all("td", class_="no_finding")
    assert cell.one("a").attributes["aria-label"] == "DNS UDP: kein Befund"


def test_a_host_that_was_not_seen_says_when_it_last_was(report_of):
    gone = assessment("erp01", access={"status": "unreachable", "reason": "connection_timeout", "attempted": True})
    history = {"erp01": {"seen_at": "2026-11-09T05:12:44Z"}}
    assert "zuletzt geprüft am 09.11.2026, 05:12" in render(report_of([gone], history)).one("article", id="h1").text
    assert "noch nie geprüft" in render(report_of([gone])).one("article", id="h1").text


def test_a_customer_without_hosts_says_so(report_of):
    page = render(report_of())
    assert texts("de").say("report.no_hosts") in page.one("section", id="hosts").text
    assert page.all("table") == []


def test_it_never_says_that_nothing_is_to_do_while_something_is_open(report_of):
    nothing = texts("de").say("report.tasks_none")
    down = finding("dns.udp", "unknown", "no_access", caused_by="site:hq", responsible="undetermined")
    assert nothing in render(report_of([assessment("a")])).text
    assert nothing not in render(report_of([assessment("a", findings=[down])])).text
    assert nothing not in render(report_of([], further_hosts=["a"])).text


def test_software_and_ids_have_columns_and_a_table(report_of):
    software = [
        {"product": "anydesk", "name": "AnyDesk <evil>", "presence": "running", "ownership": "foreign", "unattended": None, "client_id": "412 887 003"},
        {"product": "anydesk", "name": "AnyDesk of its own", "presence": "leftover", "ownership": "unmanaged", "unattended": None},
        {"product": "teamviewer_host", "presence": "installed", "ownership_reason": "register", "ownership": "ours", "unattended": True, "version": "15.62"},
    ]
    one = assessment("erp01", software=software, identifiers={"teamviewer_host": "1 200 345 678", "splashtop": "\x1bcanary"})
    page = render(report_of([one, assessment("erp02")]))
    row = page.one("table", class_="matrix").one("tbody").all("tr")[0]
    for said in ("1 200 345 678", "AnyDesk <evil>", "fremd", "von uns", "\u241bcanary"):
        assert said in row.text
    article = page.one("article", id="h1")
    assert "AnyDesk of its own" not in row.text
    for said in ("412 887 003", "15.62", "läuft", "splashtop", "\u241bcanary", "AnyDesk <evil>", "AnyDesk of its own", "Verzeichnis"):
        assert said in article.text
    assert page.one("article", id="h2").all(class_="software") == []


def test_without_software_there_are_no_such_columns(report_of):
    assert "Fernwartungssoftware" not in [head.text for head in render(report_of([assessment("erp01")])).one("thead").all("th")]


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_words_are_shown_as_they_are_and_do_nothing(report_of, name):
    data = {"places": [name], "failed": [{"endpoint": name, "outcome": name}], "reached": 0, "needed": 1}
    one = assessment(
        name[:255],
        site=name,
        platform={"system": "linux", "name": name},
        identifiers={name: name},
        software=[{"product": name, "name": name, "presence": "running", "ownership": "foreign", "unattended": None, "client_id": name, "version": name}],
        findings=[
            finding("endpoints.atera", "unmet", "made_up_blocked", data=data),
            finding("dns.udp", "unknown", "no_access", caused_by=f"site:{name}"),
            finding("dns.tcp", "waived", "x", data={"waiver_reason": name, "waived_until": name, "waived_reason_code": "made_up_blocked", "given_by": name}),
        ],
    )
    changes = {"name": name, "number": name, "provider": name, "contact": {"name": name, "email": name}, "contract_errors": [name]}
    page = render(report_of([one], further_hosts=[name + "2"], **changes))
    test_the_page_needs_nothing_else_and_runs_nothing_but_its_own_script(page)
    test_links_lead_to_something_and_ids_are_unique(page)
    shown = one_line(name)
    assert page.one("h1").text == shown
    assert page.one("article", id="h1").one("h3").text == shown
    for part in ("tasks", "causes", "matrix", "h1-endpoints.atera"):
        assert shown in page.one("section", id=part).text
    assert not any(character in page.text for character in "\x00\x07\x1b\x9b\u202e")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=60, deadline=None)
@given(name=st.text(min_size=1, max_size=60))
def test_any_name_gives_a_well_formed_page_with_the_name_on_it(report_of, name):
    page = render(report_of([assessment(name, site=name)], name=name))
    assert page.one("article", id="h1").one("h3").text == one_line(name)
