# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.updates.apt_deb822 import EMBEDDED_KEY, ENTRIES_LIMIT, entries
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.updates.apt_one_line import Entry

TEXT = """\
# comment
Types: deb deb-src
URIs: http://a.example/debian
  http://b.example/debian
# comment within
Suites: bookworm bookworm-updates
Components: main
Signed-By: /usr/share/keyrings/x.gpg

Types: deb
URIs: http://off.example/
Suites: stable
Components: main
Enabled: no

types: deb
uris: http://flat.example/
suites: ./
signed-by:
 -----BEGIN PGP PUBLIC KEY BLOCK-----
 .
 abc

Types: deb-src
URIs: http://source.example/
Suites: stable
Components: main
"""


def test_stanzas():
    key = "/usr/share/keyrings/x.gpg"
    assert entries(TEXT) == [
        Entry("http://a.example/debian", "bookworm", ("main",), key),
        Entry("http://a.example/debian", "bookworm-updates", ("main",), key),
        Entry("http://b.example/debian", "bookworm", ("main",), key),
        Entry("http://b.example/debian", "bookworm-updates", ("main",), key),
        Entry("http://flat.example/", "./", (), EMBEDDED_KEY),
    ]


def test_a_stanza_that_multiplies_is_bounded():
    text = "Types: deb\nComponents: main\nURIs: " + "http://x/ " * 1000 + "\nSuites: " + "s " * 1000
    assert len(entries(text)) == ENTRIES_LIMIT


@given(st.text(), st.text(alphabet="Types: deb\nURIs\tSuites./#", max_size=300))
def test_anything_gives_entries(text, marks):
    for entry in entries(text) + entries("Types: deb\nURIs: x\nSuites: ./\n" + marks + text):
        assert entry.suite
