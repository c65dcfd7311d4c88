# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import pytest

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.installing.note import NAME, installed_from, leave_note
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.installing.secrets import secrets_of_url, without_words_of

URL = "https://mueller.servicedesk.atera.com/api/utils/agent-install-script/linux/c0ffee00c0ffee00?customerId=36&login=anna%40mueller.example"


def test_what_admits_a_machine_is_a_secret():
    assert secrets_of_url(URL) == {"c0ffee00c0ffee00", "anna%40mueller.example", "anna@mueller.example"}


def test_user_info_is_one():
    assert secrets_of_url("https://somebody:longpassword@host/x") == {"somebody", "longpassword"}


@pytest.mark.parametrize("url", ["", "https://", "x", "https://host/linux/agent-install-script?customerId=36"])
def test_the_rest_is_none(url):
    assert secrets_of_url(url) == set()


def test_a_note_says_where_a_folder_came_from(tmp_path):
    leave_note(str(tmp_path), "a" * 64)
    assert installed_from("/", str(tmp_path)) == "a" * 64
    assert installed_from(str(tmp_path.parent), f"/{tmp_path.name}") == "a" * 64


@pytest.mark.parametrize("content", [None, b"", b"[]", b"{", b'{"archive": 1}', b'{"archive": "../x"}', b"[" * 4000, b'{"archive": "' + b"a" * 5000])
def test_what_is_no_note_says_nothing(tmp_path, content):
    if content is not None:
        (tmp_path / NAME).write_bytes(content)
    assert installed_from("/", str(tmp_path)) is None


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("E: Unable to locate package lshw", "E: Unable to locate package lshw"),
        ("using 8f3a9c", "using ***"),
        ("cut off: 3a9c77e1", "cut off: ***"),
        ("8f3a9c77e1d2 again 8f3a9c77e1d2", "*** again ***"),
        ("short: 8f3a9", "short: 8f3a9"),
        ("", ""),
    ],
)
def test_what_stands_in_a_script_is_not_repeated(said, shown):
    assert without_words_of(said, 'TOKEN="8f3a9c77e1d2"\napt-get install package || echo Unable to install') == shown
