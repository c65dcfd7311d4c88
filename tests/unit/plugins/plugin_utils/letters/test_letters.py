# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import io

import pytest
from hostile import HOSTILE
from made_up_fleet import assessment, finding
from page import read_page

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.catalogue.load import load_endpoints
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.firewall.demand import demand
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.letters.consent import consent
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.letters.coordination import coordination
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.letters.credentials_request import credentials_request
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.letters.firewall_request import firewall_request
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.letters.page import as_page
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.letters.text import as_text
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.texts.load import texts
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.texts.visible import visible
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.texts.wrapping import columns

DAY = "2026-11-23"
FOUND = [{"product": "AnyDesk", "presence": "running", "ownership": "foreign", "unattended": True, "client_id": "412 887 003", "owner": "Systemhaus Alt"}]
LINK = ("https://go.bauer-group.com/ra-host", "SHA-256 1f2e")


def workstation(host, reason, status="met"):
    return assessment(host, device_class="workstation", findings=[finding("client.permitted", status, reason)])


def flat(letter):
    return " ".join(as_text(letter).split())


def test_coordination_says_what_where_whose_and_the_options(report_of, words):
    report = report_of(assessment("erp02", findings=[finding("client.exclusive", "unmet", "foreign_client", data={"found": FOUND})]), assessment("erp01"))
    text = flat(coordination(report.head, report.hosts, words, DAY))
    for part in ("erp02", "AnyDesk", "412 887 003", "Systemhaus Alt", words.say("coordination.option_coexist"), words.say("coordination.option_replace")):
        assert part in text
    assert "erp01" not in text


def test_a_client_whose_owner_is_unclear_is_asked_about_and_not_blamed(report_of, words):
    report = report_of(assessment("erp02", findings=[finding("client.exclusive", "unknown", "exclusive_unclear", data={"found": FOUND})]))
    text = flat(coordination(report.head, report.hosts, words, DAY))
    assert words.say("coordination.unclear_ask") in text
    assert words.say("coordination.found") not in text


def test_credentials_are_asked_for_where_the_customer_has_to_give_them(report_of, words):
    report = report_of(
        assessment("a", findings=[finding("access.credentials", "unmet", "credentials_missing")]),
        assessment("b", findings=[finding("access.privilege", "unmet", "become_not_permitted")]),
        assessment("c", findings=[finding("access.credentials", "unknown", "host_key_changed", responsible="provider")]),
        assessment("d", findings=[finding("access.credentials", "unknown", "connection_timeout", responsible="undetermined")]),
    )
    letter = credentials_request(report.head, report.hosts, words, DAY)
    (table,) = [block for block in letter.blocks if hasattr(block, "rows")]
    assert [row[0].split(" ")[0] for row in table.rows] == ["a", "b"]
    assert words.reason("credentials_missing", {}).todo in flat(letter)


def test_consent_is_asked_for_workstations_without_it(report_of, words):
    report = report_of(
        workstation("pc1", "no_unattended_access"), workstation("pc2", "consent_missing", "unmet"), workstation("pc3", "consent_given"), assessment("srv1")
    )
    letter = consent(report.head, report.hosts, words, DAY)
    (boxes,) = [block for block in letter.blocks if type(block).__name__ == "Boxes"]
    assert list(boxes.points) == ["pc1", "pc2"]
    assert "Müller Maschinenbau GmbH" in flat(letter)
    assert words.say("letter.signature_customer") in flat(letter)


def test_a_link_is_named_only_with_its_proof(report_of, words):
    report = report_of(workstation("pc1", "no_unattended_access"))
    with_proof = flat(consent(report.head, report.hosts, words, DAY, LINK))
    assert LINK[0] in with_proof
    assert LINK[1] in with_proof
    for link in (None, (LINK[0], ""), ("", LINK[1])):
        assert "go.bauer-group.com" not in flat(consent(report.head, report.hosts, words, DAY, link))


@pytest.mark.parametrize("everything", [False, True])
def test_the_firewall_request_says_from_where_to_what_and_why(report_of, words, everything):
    data = {"rules": ["router*.teamviewer.com:5938"]}
    report = report_of(assessment("fs01", findings=[finding("endpoints.teamviewer", "unmet", "endpoints_blocked", data=data)]))
    asked = demand(report.hosts, load_endpoints(), everything, {"fs01": "192.0.2.10"})
    text = flat(firewall_request(report.head, asked, words, DAY, everything))
    for part in ("fs01 (192.0.2.10)", "router*.teamviewer.com", "5938/TCP", "router1.teamviewer.com", words.requirement("endpoints.teamviewer").clause):
        assert part in text
    assert ("5938/UDP" in text) is everything
    assert (words.say("firewall_request.one_port") in text) is everything


def test_inspection_is_to_be_exempted(report_of, words):
    report = report_of(assessment("pc", findings=[finding("internet.https", "unmet", "https_intercepted", data={"endpoint": "www.debian.org:443"})]))
    text = flat(firewall_request(report.head, demand(report.hosts, load_endpoints()), words, DAY))
    assert "www.debian.org:443" in text
    assert words.say("firewall_request.exempt") in text


def test_there_is_no_letter_where_there_is_nothing_to_ask(report_of, words):
    report = report_of(assessment("a"), further_hosts=["never-assessed"])
    assert [write(report.head, report.hosts, words, DAY) for write in (coordination, credentials_request, consent)] == [None] * 3
    assert firewall_request(report.head, demand(report.hosts, load_endpoints()), words, DAY) is None


def all_letters(report, words):
    asked = demand(report.hosts, load_endpoints(), everything=True)
    made = [write(report.head, report.hosts, words, DAY) for write in (coordination, credentials_request, consent)]
    return [*made, firewall_request(report.head, asked, words, DAY, True)]


def hostile_fleet(report_of, word):
    row = {"product": word, "owner": word, "client_id": word, "presence": word, "ownership": word}
    findings = [
        finding("client.exclusive", "unmet", "foreign_client", data={"found": [row]}),
        finding("access.credentials", "unmet", "credentials_unresolved", data={"detail": word}),
        finding("client.permitted", "unmet", "consent_missing", data={"found": [row]}),
    ]
    host = assessment(word[:255], device_class="workstation", findings=findings)
    return report_of(host, name=word, number=word, provider=word, contact={"name": word, "email": word})


@pytest.mark.parametrize("word", HOSTILE)
def test_hostile_words_are_shown_as_they_are_and_do_nothing(report_of, word):
    for letter in all_letters(hostile_fleet(report_of, word), texts("de")):
        page = read_page(as_page(letter).encode())
        assert " ".join(visible(word).split()) in page.one("body").text
        assert {element.tag for element in page.walk()} <= {
            *("", "html", "head", "meta", "title", "style", "body", "header", "p", "bdi", "address", "br", "dl", "div", "dt", "dd", "h1", "h2"),
            *("ul", "li", "span", "table", "colgroup", "col", "thead", "tbody", "tr", "th", "td"),
        }
        text = as_text(letter)
        assert all(character.isprintable() or character == "\n" or character in "\u200c\u200d\u00a0\u3000\u3164" for character in text)


def test_text_keeps_within_its_width(fleet, words):
    for letter in (one for one in all_letters(fleet, words) if one):
        for line in as_text(letter).splitlines():
            assert columns(line) <= 78 or " " not in line.strip()


def test_a_letter_is_dated_addressed_and_signed(fleet, words):
    letter = credentials_request(fleet.head, fleet.hosts, words, DAY)
    text = as_text(letter)
    assert text.startswith("BAUER GROUP\n\nMüller Maschinenbau GmbH\nJörg Müller\n")
    assert words.values.day(DAY) in text
    assert "MV-2026-0117" in text
    assert text.endswith(f"{words.say('letter.regards')}\nBAUER GROUP\n")


def test_as_pdf_every_letter_says_the_same(fleet, words):
    from pypdf import PdfReader

    from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.pdf.render import obstacle, pdf

    if obstacle():
        pytest.skip(obstacle())
    for letter in (one for one in all_letters(fleet, words) if one):
        reader = PdfReader(io.BytesIO(pdf(as_page(letter))))
        shown = "".join("".join(page.extract_text() for page in reader.pages).split())
        assert "".join(letter.subject.split()) in shown
        assert "MüllerMaschinenbauGmbH" in shown
        assert reader.metadata.title == letter.subject
        assert reader.trailer["/Root"]["/Lang"] == words.language


def test_the_signature_is_never_alone_on_a_page(report_of):
    from pypdf import PdfReader

    from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.pdf.render import obstacle, pdf

    if obstacle():
        pytest.skip(obstacle())
    missing = [finding("access.credentials", "unmet", "credentials_missing")]
    english, ends = texts("en"), []
    for count in range(6, 12):
        report = report_of(*(assessment(f"h{number}", findings=missing) for number in range(count)))
        letter = credentials_request(report.head, report.hosts, english, DAY)
        last = PdfReader(io.BytesIO(pdf(as_page(letter)))).pages[-1].extract_text()
        ends.append(last[: last.index(english.say("letter.regards"))].split())
    assert all(ends)
