# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Refusals and outcomes in words, in the language of the customer's contract."""

from __future__ import annotations

from collections.abc import Mapping

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.decision import Refusal
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.texts.load import LANGUAGES, catalogue, texts

DEFAULT_LANGUAGE = "en"


def refusal_text(reason: str, data: Mapping, language: str | None) -> str:
    """What was seen and what to do about it, as one text."""
    language = _known(language)
    words = texts(language)
    own = catalogue(language)["refusals"].get(reason)
    if own is None:
        said = words.reason(reason, data)
        return " ".join(filter(None, (said.seen, said.todo)))
    return " ".join(filter(None, (words.values.fill(own[part], data) for part in ("seen", "todo"))))


def outcome_text(outcome: str, language: str | None) -> str:
    """What became of a role, in a word or two."""
    return catalogue(_known(language))["outcomes"][outcome]


def as_result(refusal: Refusal, language: str | None) -> dict:
    """What a module returns of it."""
    return {"requirement": refusal.requirement, "reason": refusal.reason, "text": refusal_text(refusal.reason, refusal.data, language)}


def _known(language: str | None) -> str:
    return language if language in LANGUAGES else DEFAULT_LANGUAGE
