# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What no schema can say of a contract: dates that do not exist or run backwards, terms that contradict each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.problems import Problem, shown

_PERIODS = (
    ("", "starts_on", "ends_on"),
    ("consents", "given_on", "withdrawn_on"),
    ("agreements", "agreed_on", "valid_until"),
    ("waivers", None, "until"),
)


def contradictions(data: Mapping, where: str) -> list[Problem]:
    """Problems of a contract that keeps to the schema (plain data)."""
    return [Problem(where, path, shown(value), allowed) for path, value, allowed in (*_wrong_dates(data), *_replacing_everywhere(data))]


def _wrong_dates(data: Mapping) -> Iterator[tuple[str, object, str]]:
    for terms, first_key, last_key in _PERIODS:
        for prefix, term in _terms(data, terms):
            first, last = term.get(first_key), term.get(last_key)
            wrong = [(prefix + key, text) for key, text in ((first_key, first), (last_key, last)) if text is not None and not _exists(text)]
            for path, text in wrong:
                yield path, text, "a day that the calendar has, as YYYY-MM-DD"
            if not wrong and first is not None and last is not None and last < first:
                yield prefix + last_key, last, f"{first} ({prefix}{first_key}) or later"


def _replacing_everywhere(data: Mapping) -> Iterator[tuple[str, object, str]]:
    for prefix, agreement in _terms(data, "agreements"):
        hosts = agreement.get("hosts")
        if agreement["action"] == "replace" and (hosts is None or "all" in hosts):
            yield prefix + "hosts", hosts, "the names of the hosts or groups on which the other provider's software may be replaced, never all"


def _terms(data: Mapping, key: str) -> Iterator[tuple[str, Mapping]]:
    if not key:
        yield "", data
        return
    for number, term in enumerate(data.get(key) or ()):
        yield f"{key}[{number}].", term


def _exists(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
