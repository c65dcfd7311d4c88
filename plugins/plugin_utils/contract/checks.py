# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What no schema can say of a contract: dates that do not exist or run backwards, terms that contradict each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.problems import Problem, shown

_DATE = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_PERIODS = (
    ("", "starts_on", "ends_on"),
    ("consents", "given_on", "withdrawn_on"),
    ("agreements", "agreed_on", "valid_until"),
    ("waivers", None, "until"),
)


def contradictions(data: object, where: str) -> list[Problem]:
    """Problems of a contract's plain data apart from its schema. What the schema refuses is passed over here."""
    if not isinstance(data, dict):
        return []
    return [Problem(where, path, shown(value), allowed) for path, value, allowed in (*_wrong_dates(data), *_replacing_everywhere(data))]


def terms_of(data: Mapping, key: str) -> Iterator[tuple[str, Mapping]]:
    """The terms below a key of a contract's plain data, each with the beginning of its keys' paths; the contract itself below no key."""
    if not key:
        yield "", data
        return
    terms = data.get(key)
    for number, term in enumerate(terms if isinstance(terms, list) else ()):
        if isinstance(term, dict):
            yield f"{key}[{number}].", term


def _wrong_dates(data: Mapping) -> Iterator[tuple[str, object, str]]:
    for key, first_key, last_key in _PERIODS:
        for prefix, term in terms_of(data, key):
            days = {prefix + name: term[name] for name in (first_key, last_key) if name and _DATE.fullmatch(str(term.get(name)))}
            missing = {path: text for path, text in days.items() if not _exists(text)}
            for path, text in missing.items():
                yield path, text, "a day that the calendar has, as YYYY-MM-DD"
            if len(days) == 2 and not missing and term[last_key] < term[first_key]:
                yield prefix + last_key, term[last_key], f"{term[first_key]} ({prefix}{first_key}) or later"


def _replacing_everywhere(data: Mapping) -> Iterator[tuple[str, object, str]]:
    for prefix, agreement in terms_of(data, "agreements"):
        hosts = agreement.get("hosts")
        if agreement.get("action") == "replace" and (hosts is None or (isinstance(hosts, list) and "all" in hosts)):
            yield prefix + "hosts", hosts, "the names of the hosts or groups on which the other provider's software may be replaced, never all"


def _exists(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
