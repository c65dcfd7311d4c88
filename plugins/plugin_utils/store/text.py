# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Text in a form that every database takes."""

from __future__ import annotations


def storable(text: str) -> str:
    """As it is, but for what PostgreSQL or UTF-8 cannot hold (a zero character, half of a surrogate pair), which is written out."""
    return text.replace("\0", "\\u0000").encode("utf-8", errors="backslashreplace").decode("utf-8")
