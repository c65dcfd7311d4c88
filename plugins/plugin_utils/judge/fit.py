# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Make a finding's data fit its schema: much of it came from the customer's machine, and nothing bounds that."""

from __future__ import annotations

from collections.abc import Mapping

LONGEST_TEXT = 1000
LONGEST_LIST = 200
MOST_KEYS = 24


def fit(data: Mapping) -> dict:
    """The data as schemas/finding.json allows it: without what is None, texts and lists cut."""
    kept = {key: _value(value) for key, value in data.items() if value is not None}
    return dict(list(kept.items())[:MOST_KEYS])


def _value(value: object) -> object:
    if isinstance(value, (list, tuple)):
        return [_row(item) if isinstance(item, Mapping) else _scalar(item) for item in value[:LONGEST_LIST]]
    return _scalar(value)


def _row(row: Mapping) -> dict:
    return {key: _scalar(value) for key, value in row.items() if value is not None}


def _scalar(value: object) -> object:
    if isinstance(value, str):
        return str(value)[:LONGEST_TEXT]
    return value if isinstance(value, (bool, int, float)) or value is None else str(value)[:LONGEST_TEXT]
