# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""docs/teamviewer.md says of every exit code what the code does."""

from __future__ import annotations

import re
from pathlib import Path

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.teamviewer import assignment
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.teamviewer.exit_codes import OUTCOMES, outcome_of

TEXT = (Path(__file__).parents[3] / "docs" / "teamviewer.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| ([\d, ]+) \| `(\w+)` \| ?(\w*)", TEXT, re.MULTILINE)


def test_every_exit_code_is_in_the_table():
    assert [name for codes, name, again in ROWS] == [outcome.name for outcome in OUTCOMES]


def test_the_table_is_right():
    told = {int(code): (name, again) for codes, name, again in ROWS for code in codes.split(",")}
    words = {code: (outcome_of(code).name, "yes" if outcome_of(code).retry else "no" if outcome_of(code).remedy else "") for code in told}
    assert told == words
    assert len(told) == 35


def test_the_times_are_right():
    assert f"| none in {assignment.CALL_SECONDS:g} s | `{outcome_of(None).name}` | yes |" in TEXT
    assert f"at most {assignment.LONGEST_PAUSE:g} seconds" in TEXT
    assert f"waits {assignment.SETTLE_SECONDS:g} s" in TEXT
