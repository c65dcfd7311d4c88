# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every refusal that the code can give has its words, in both languages, and no words are there for nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils import act
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act import records
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.wording import outcome_text, refusal_text
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.texts.load import LANGUAGES, catalogue

PLUGINS = Path(act.__file__).parents[2]
CODES = set()
for path in (*(PLUGINS / "plugin_utils" / "act").rglob("*.py"), *(PLUGINS / "action").glob("*.py")):
    CODES.update(re.findall(r'Refusal\(\s*"([a-z_]+)"', path.read_text("utf-8")))


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_and_codes_are_the_same(language):
    known = catalogue(language)
    assert "downgrade" in CODES
    assert set(known["refusals"]) == CODES - set(known["reasons"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_outcome_has_its_word(language):
    outcomes = {value for name, value in vars(records).items() if name in (
        "NOTHING_TO_DO", "REFUSED", "BEGUN", "ACTED", "PREDICTED", "PROVEN", "FAILED", "NOT_BEGUN",
    )}
    assert set(catalogue(language)["outcomes"]) == outcomes
    assert all(outcome_text(outcome, language) for outcome in outcomes)


def test_a_finding_is_said_in_its_own_words_and_what_is_missing_breaks_nothing():
    assert "not valid" in refusal_text("contract_invalid", {}, "en") or "contract" in refusal_text("contract_invalid", {}, "en")
    assert refusal_text("downgrade", {}, "fr").startswith("Version ")
    assert refusal_text("downgrade", {"installed": "2", "wanted": "1"}, "de").startswith("Installiert ist Version 2")
    assert "no_such_code" in refusal_text("no_such_code", {}, "en")
