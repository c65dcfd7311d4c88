# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils import catalogue
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.access import status as access
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.reasons import Reason

TEXTS = Path(catalogue.__file__).parent / "texts"


def sentences(language):
    return yaml.safe_load((TEXTS / language / "reasons.yml").read_text(encoding="utf-8"))


GERMAN, ENGLISH = sentences("de"), sentences("en")


@pytest.mark.parametrize("texts", [GERMAN, ENGLISH], ids=["de", "en"])
def test_every_reason_has_sentences_and_every_sentence_a_reason(texts):
    assert set(texts) == {str(reason) for reason in Reason} | set(access.REASONS)


@pytest.mark.parametrize("texts", [GERMAN, ENGLISH], ids=["de", "en"])
def test_sentences_are_whole(texts):
    for code, text in texts.items():
        assert set(text) == {"seen", "todo"}, code
        assert text["seen"].endswith("."), code
        assert text["todo"] == "" or text["todo"].endswith("."), code


@pytest.mark.parametrize("part", ["seen", "todo"])
def test_both_languages_say_the_same_values(part):
    for code, text in GERMAN.items():
        assert placeholders(text[part]) == placeholders(ENGLISH[code][part]), code
        assert (text[part] == "") == (ENGLISH[code][part] == ""), code


def placeholders(sentence):
    return sorted(re.findall(r"\{([a-z_0-9]+)\}", sentence))
