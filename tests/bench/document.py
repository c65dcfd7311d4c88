# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""docs/performance.md: a section for each measurement, of which some can be measured anew."""
from __future__ import annotations

import re

_SECTION = re.compile(r"^(?=## )", flags=re.MULTILINE)


def with_section(document: str, head: str, section: str) -> str:
    """The document under a new head, with `section` (Markdown that begins with `## ` and its title) in the place of the one of that title.

    All other sections stay as they are, also those that nobody measured; a new one comes last.
    """
    sections = {part.partition("\n")[0]: part.strip() for part in _SECTION.split(document)[1:]}
    sections[section.partition("\n")[0]] = section.strip()
    return "\n\n".join([head.strip(), *sections.values()]) + "\n"
