# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Make a finding's data fit its schema: much of it came from the customer's machine, and nothing bounds that."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping

KEY = re.compile(r"[a-z][a-z0-9_]{0,63}")
LONGEST_TEXT = 1000
LONGEST_LIST = 200
MOST_KEYS = 24
MOST_COLUMNS = 16


def fit(data: Mapping) -> dict:
    """The data as schemas/finding.json allows it: without what is None, texts and lists cut."""
    kept = {key: _value(value) for key, value in data.items() if value is not None}
    return dict(list(kept.items())[:MOST_KEYS])


def _value(value: object) -> object:
    if isinstance(value, (list, tuple)):
        return [_row(item) if isinstance(item, Mapping) else _scalar(item) for item in value[:LONGEST_LIST]]
    return _scalar(value)


def _row(row: Mapping) -> dict:
    kept = {key: _scalar(value) for key, value in row.items() if value is not None and isinstance(key, str) and KEY.fullmatch(key)}
    return dict(list(kept.items())[:MOST_COLUMNS])


def _scalar(value: object) -> object:
    if value is None or isinstance(value, (bool, int)) or (isinstance(value, float) and math.isfinite(value)):
        return value
    return str(value)[:LONGEST_TEXT]
