# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import os
import stat

import pytest

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.access import credentials

KEY = b"k" * 32
PARTS = {"user": "root", "password": "secret", "key": None}


def test_the_same_credential_has_the_same_mark():
    assert credentials.fingerprint(KEY, PARTS) == credentials.fingerprint(KEY, dict(reversed(PARTS.items())))


@pytest.mark.parametrize("change", [{"user": "admin"}, {"password": "Secret"}, {"password": None}, {"key": ""}, {"more": "x"}, {"password": "\udcff"}])
def test_another_credential_has_another(change):
    assert credentials.fingerprint(KEY, {**PARTS, **change}) != credentials.fingerprint(KEY, PARTS)


def test_nobody_can_try_passwords_against_a_mark_without_the_key():
    mark = credentials.fingerprint(KEY, PARTS)
    assert mark != credentials.fingerprint(b"l" * 32, PARTS)
    assert "secret" not in mark
    assert len(mark) == 64


def test_the_key_is_made_once_and_private(tmp_path):
    key = credentials.control_node_key(tmp_path / "state")
    assert len(key) == 32
    assert credentials.control_node_key(tmp_path / "state") == key
    assert stat.S_IMODE(os.stat(tmp_path / "state" / "key").st_mode) == 0o600
    assert credentials.control_node_key(tmp_path / "other") != key


def test_a_damaged_key_is_said(tmp_path):
    credentials.control_node_key(tmp_path)
    (tmp_path / "key").write_bytes(b"short")
    with pytest.raises(ValueError, match="does not hold 32 bytes"):
        credentials.control_node_key(tmp_path)


def test_key_files_count_by_content(tmp_path):
    file = tmp_path / "id"
    assert credentials.file_digest(None) is None
    assert credentials.file_digest(str(file)) == "unreadable"
    file.write_bytes(b"one")
    first = credentials.file_digest(str(file))
    file.write_bytes(b"two")
    assert credentials.file_digest(str(file)) not in (first, "unreadable")


def test_default_identities_count_too(tmp_path):
    before = credentials.default_identities_digest(str(tmp_path))
    (tmp_path / "id_ed25519").write_bytes(b"new")
    assert credentials.default_identities_digest(str(tmp_path)) != before
