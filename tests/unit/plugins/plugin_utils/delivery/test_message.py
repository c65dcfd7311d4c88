# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import json

import pytest
from hostile import HOSTILE
from made_up_fleet import finding

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.delivery.message import Section, body, identity, payload, subject
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.texts.load import texts

CREDENTIALS = finding("access.credentials", "unmet", "credentials_missing")
RESOLVED = finding("dns.udp")


def test_a_customer_is_told_politely_what_to_do(section):
    told = [section([("empfang", CREDENTIALS)], [("erp01", RESOLVED)])]
    words = texts("de")
    text = body(told, words, for_customer=True)
    assert subject(told, words) == "Fernwartung: 1 neuer Punkt, 1 erledigt – Müller Maschinenbau GmbH"
    for part in ("Guten Tag Jörg Müller,", "Gültige Zugangsdaten: empfang", words.reason("credentials_missing", {}).todo, "erp01", "BAUER GROUP"):
        assert part in text
    assert "access.credentials" not in text


def test_the_provider_is_told_by_customer(section):
    told = [section([("a", CREDENTIALS)]), section([("b", CREDENTIALS), ("c", CREDENTIALS)], name="Other Ltd", number="MV-2", id="other")]
    words = texts("en")
    text = body(told, words, for_customer=False)
    assert subject(told, words) == "Remote maintenance: 3 new points – 2 customers"
    assert text.index("Müller Maschinenbau GmbH · MV-2026-0117") < text.index("Other Ltd · MV-2") < text.index(": b, c")


def test_what_says_the_same_is_one_point_and_long_lists_are_cut(section):
    text = body([section([(f"pc{number}", CREDENTIALS) for number in range(500)])], texts("en"), for_customer=True)
    assert len(text.splitlines()) < 30
    assert "and 488 more hosts" in " ".join(text.split())


def test_a_webhook_gets_every_finding_whole(section):
    made = payload([section([("a", CREDENTIALS)], [("b", RESOLVED)])], texts("en"), "account", "2026-11-23T03:00:00Z")
    (customer,) = made["customers"]
    assert (customer["id"], customer["number"]) == ("mueller", "MV-2026-0117")
    assert customer["new"][0]["host"] == "a"
    assert {key: customer["new"][0][key] for key in CREDENTIALS} == CREDENTIALS
    assert [one["host"] for one in customer["resolved"]] == ["b"]


def test_the_same_news_have_the_same_id_until_they_were_delivered(section):
    def told(*hosts, sent=0, run_id="r1"):
        made = section([(host, CREDENTIALS) for host in hosts])
        return [Section({**made.head, "run": {"run_id": run_id}}, made.news, sent)]

    assert identity(told("a"), "x") == identity(told("a", run_id="r2"), "x")
    others = [identity(told("a", "b"), "x"), identity(told("b"), "x"), identity(told("a", sent=1), "x"), identity(told("a"), "y")]
    assert len({identity(told("a"), "x"), *others}) == 5
    made = [payload(told("a", run_id=run_id), texts("en"), "x", sent_at)["id"] for run_id, sent_at in (("r1", "1"), ("r2", "2"))]
    assert made == [identity(told("a"), "x")] * 2


@pytest.mark.parametrize("word", HOSTILE)
def test_hostile_words_stay_on_their_line(section, word):
    bad = finding("internet.https", "unmet", "https_intercepted", data={"endpoint": word, "issuer": word})
    told = [section([(word, bad)], name=word, number=word, provider=word, contact={"name": word})]
    for for_customer in (True, False):
        text = body(told, texts("de"), for_customer)
        assert all(character.isprintable() or character == "\n" or character in "\u200c\u200d\u3000\u00a0" for character in text)
    assert "\n" not in subject(told, texts("de"))
    assert "\r" not in subject(told, texts("de"))
    json.dumps(payload(told, texts("de"), "account", "2026-11-23T03:00:00Z"))
