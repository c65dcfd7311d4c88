# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The order of versions as rpm has it, for versions without epoch and release."""

from __future__ import annotations

import re
from itertools import zip_longest

_PART = re.compile(r"[0-9]+|[A-Za-z]+|~")


def older(one: str, other: str) -> bool:
    """Whether `one` comes before `other`."""
    for left, right in zip_longest(_PART.findall(one), _PART.findall(other)):
        if left != right:
            return _before(left, right)
    return False


def _before(left, right) -> bool:
    if "~" in (left, right):
        return left == "~"
    if left is None or right is None:
        return left is None
    if left.isdigit() and right.isdigit():
        return int(left) < int(right)
    # Numbers are newer than letters.
    return left < right if left.isalpha() and right.isalpha() else right.isdigit()
