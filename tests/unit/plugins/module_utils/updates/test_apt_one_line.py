# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.updates.apt_one_line import Entry, entries

TEXT = """\
# deb http://wrong/ wrong main
deb http://deb.debian.org/debian bookworm main contrib # comment
deb-src http://deb.debian.org/debian bookworm main
deb\t[arch=amd64 signed-by=/usr/share/keyrings/x.gpg]\thttps://user:secret@x.example/deb\tstable\tmain
deb [ trusted=yes ] http://flat.example/ ./
deb cdrom:[Debian GNU/Linux 12 - amd64 DVD]/ bookworm main
deb http://no-components.example/ stable
deb
deb [x
"""


def test_lines():
    assert entries(TEXT) == [
        Entry("http://deb.debian.org/debian", "bookworm", ("main", "contrib")),
        Entry("https://user:secret@x.example/deb", "stable", ("main",), "/usr/share/keyrings/x.gpg"),
        Entry("http://flat.example/", "./", ()),
        Entry("cdrom:[Debian GNU/Linux 12 - amd64 DVD]/", "bookworm", ("main",)),
    ]


@given(st.text(), st.text(alphabet="deb []=#\t/cdrom:.x", max_size=200))
def test_anything_gives_entries(text, marks):
    for entry in entries(text) + entries("deb " + marks + "\ndeb " + text):
        assert entry.suite
