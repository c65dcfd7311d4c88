# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The texts' catalogue is complete: the same keys and placeholders in both languages, and words for everything that the schemas can say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import pytest

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.access import status as access
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.ownership.decide import REASONS as OWNERSHIP_REASONS
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.validate import schema
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.texts.load import LANGUAGES, PARTS, catalogue

PLACEHOLDER = re.compile(r"\{[^{}]*\}")
ASSESSMENT = schema("assessment")["properties"]
FINDING = schema("finding")
SOFTWARE = ASSESSMENT["software"]["items"]["properties"]
OUTCOMES = [
    *schema("observation")["$defs"]["attempt"]["properties"]["outcome"]["enum"],
    *schema("observation")["properties"]["dns"]["items"]["properties"]["outcome"]["enum"],
    *("captive_portal", "wrong_name", "expired", "not_yet_valid", "clock_wrong", "untrusted", "unfinished", "not_seen", "name_unanswered"),
    *("malformed", "right", "sinkhole", "private", "missing", "hijacked", "failed", "silent", "unclear"),
]


def leaves(value: object, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from leaves(inner, f"{path}/{key}")
    else:
        yield path, value


@pytest.mark.parametrize("part", PARTS)
def test_both_languages_have_the_same_keys_and_placeholders(part):
    german, english = (dict(leaves(catalogue(language)[part])) for language in ("de", "en"))
    assert german.keys() == english.keys()
    for path in german:
        assert sorted(PLACEHOLDER.findall(german[path])) == sorted(PLACEHOLDER.findall(english[path])), path


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("part", PARTS)
def test_every_text_is_text_with_plain_placeholders(language, part):
    for path, text in leaves(catalogue(language)[part]):
        assert isinstance(text, str), path
        assert all(re.fullmatch(r"\{[a-z][a-z0-9_]*\}", placeholder) for placeholder in PLACEHOLDER.findall(text)), path
        assert text == text.strip(), path


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_requirement_has_its_four_texts_in_the_order_of_the_contract(language):
    requirements = catalogue(language)["clauses"]
    assert list(requirements) == FINDING["$defs"]["requirement"]["enum"]
    for texts in requirements.values():
        assert set(texts) == {"title", "short", "clause", "expected"}
        assert all(texts.values())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("section", "values"),
    [
        ("status", FINDING["properties"]["status"]["enum"]),
        ("severity", FINDING["properties"]["severity"]["enum"]),
        ("responsible", [party for party in FINDING["properties"]["responsible"]["enum"] if party]),
        ("device_class", [name for name in ASSESSMENT["device_class"]["enum"] if name]),
        ("access", ASSESSMENT["access"]["properties"]["status"]["enum"]),
        ("presence", SOFTWARE["presence"]["enum"]),
        ("ownership", SOFTWARE["ownership"]["enum"]),
        ("causes", ["control_node", "site", "endpoint", "update_source"]),
        ("causes_todo", ["control_node", "site", "endpoint", "update_source"]),
    ],
)
def test_every_word_of_the_schemas_has_its_term(language, section, values):
    assert set(values) <= catalogue(language)["interface"][section].keys()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("key", "values"),
    [
        ("outcome", OUTCOMES),
        ("device_class", [name for name in ASSESSMENT["device_class"]["enum"] if name]),
        ("presence", SOFTWARE["presence"]["enum"]),
        ("ownership", SOFTWARE["ownership"]["enum"]),
        ("account", schema("observation")["properties"]["privilege"]["properties"]["account"]["enum"]),
        ("ownership_reason", OWNERSHIP_REASONS),
        ("proof", OWNERSHIP_REASONS),
        ("source", schema("contract")["$defs"]["consent"]["properties"]["source"]["enum"]),
        ("action", schema("contract")["$defs"]["agreement"]["properties"]["action"]["enum"]),
        ("ipv6", ["works", "broken", "absent"]),
        ("owner", schema("observation")["properties"]["proxies"]["items"]["properties"]["owner"]["enum"]),
        ("sections", schema("observation")["properties"]["sections"]["propertyNames"]["enum"]),
        ("access_reason", list(access.REASONS)),
    ],
)
def test_machine_values_in_findings_have_words(language, key, values):
    assert set(values) <= catalogue(language)["interface"]["words"][key].keys()


def test_german_is_written_with_its_letters():
    texts = [text for part in PARTS for _path, text in leaves(catalogue("de")[part])]
    transcribed = re.compile(r"\b(?:fuer|ueber\w*|koenn\w+|muess\w+|pruef\w+|Geraet\w*|geaendert|erfuellt|moeglich\w*|gehoert|laeuft)\b", re.IGNORECASE)
    assert [text for text in texts if transcribed.search(text)] == []
