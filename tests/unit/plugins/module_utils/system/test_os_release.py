# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.system.os_release import read_os_release

TEXT = """\
PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"
# comment
ID=debian
ID_LIKE='a b'
ESCAPED="a \\"quoted\\" \\$word"
VERSION_ID="11"
VERSION_ID="12"
not an assignment
lower=case
EMPTY=
"""


def test_values():
    assert read_os_release(TEXT) == {
        "PRETTY_NAME": "Debian GNU/Linux 12 (bookworm)",
        "ID": "debian",
        "ID_LIKE": "a b",
        "ESCAPED": 'a "quoted" $word',
        "VERSION_ID": "12",
        "EMPTY": "",
    }


@given(st.text(), st.text())
def test_anything_gives_variables(text, value):
    assert isinstance(read_os_release(text + "\nID=" + value), dict)
