# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.reading.ini import is_true, sections

TEXT = """\
stray = value
# comment
[one]
Name = First = one
baseurl=http://a/
        http://b/

; comment
enabled=1
enabled=0
[two]
key without value
[ three ]x
"""


def test_sections():
    assert sections(TEXT) == [
        ("one", {"name": "First = one", "baseurl": "http://a/\nhttp://b/", "enabled": "0"}),
        ("two", {"key without value": ""}),
        ("three", {}),
    ]


def test_switches():
    assert [is_true(value) for value in ("1", " Yes ", "TRUE", "on", "0", "no", "", "x")] == [True] * 4 + [False] * 4


@given(st.text(), st.text(alphabet="[]=;# \n\tabc", max_size=200))
def test_anything_gives_sections(text, marks):
    for _name, values in sections(text) + sections("[x]\n" + marks + text):
        assert all(isinstance(value, str) for value in values.values())
