# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.texts.texts import Texts

CATALOGUE = {
    "interface": {
        "conventions": {
            "day": "%d.%m.%Y",
            "moment": "%H:%M",
            "moment_in_zone": "",
            "decimal": ",",
            "none": "–",
            "yes": "ja",
            "no": "nein",
            "more": "+{count}",
        },
        "words": {"outcome": {"timeout": "keine Antwort"}},
        "counts": {"hosts": {"one": "{count} Gerät", "other": "{count} Geräte"}},
        "status": {"met": "erfüllt"},
        "causes": {"site": "Standort {name}", "control_node": "bei uns", "endpoint": "{name} steht"},
        "causes_todo": {"site": "Standort {name} prüfen"},
        "report": {"unknown_reason": "Befund {code}", "run": "Lauf"},
    },
    "clauses": {"dns.udp": {"title": "DNS über UDP", "short": "UDP", "clause": "53/UDP", "expected": "Antwort"}},
    "reasons": {"dns_silent": {"seen": "{resolver}: {outcome}", "todo": "Port 53 öffnen"}},
}


@pytest.fixture
def german():
    return Texts("de", {"letters": {}, **CATALOGUE}, None)


def test_sentences_are_found_by_section_and_name(german):
    assert german.say("report.run") == "Lauf"
    with pytest.raises(KeyError):
        german.say("report.nonsense")


@pytest.mark.parametrize(("number", "said"), [(0, "0 Geräte"), (1, "1 Gerät"), (2, "2 Geräte")])
def test_counts_have_their_plural(german, number, said):
    assert german.count("hosts", number) == said


def test_a_machine_word_without_a_translation_stays_and_is_harmless(german):
    assert german.term("status", "met") == "erfüllt"
    assert german.term("status", "new\x1b") == "new\u241b"
    assert german.term("status", None) == "–"


def test_a_reason_says_its_data(german):
    reason = german.reason("dns_silent", {"resolver": "10.0.0.1", "outcome": "timeout"})
    assert reason.seen == "10.0.0.1: keine Antwort"
    assert reason.todo == "Port 53 öffnen"


def test_equal_data_in_different_findings_do_not_mix(german):
    assert german.reason("dns_silent", {"resolver": "a"}).seen == "a: –"
    assert german.reason("dns_silent", {"resolver": "b"}).seen == "b: –"
    assert german.reason("other", {"resolver": "a"}).seen == "Befund other"


def test_a_reason_without_words_is_said_by_its_code(german):
    assert german.reason("brand_new", {}).seen == "Befund brand_new"
    assert german.reason("brand_new", {}).todo == ""


@pytest.mark.parametrize(
    ("cause", "said"),
    [
        ("dns.udp", "DNS über UDP"),
        ("site:hq <b>", "Standort hq <b>"),
        ("control_node", "bei uns"),
        ("endpoint:a.example:443", "a.example:443 steht"),
        ("weather:rain\x07", "weather:rain\u2407"),
    ],
)
def test_causes_are_said(german, cause, said):
    assert german.cause(cause) == said


def test_a_requirement_without_words_is_said_by_its_id(german):
    assert german.requirement("new.one").title == "new.one"
    assert german.titles(["dns.udp", "new.one"]) == "DNS über UDP, new.one"
    assert german.cause_todo("site:hq") == "Standort hq prüfen"
