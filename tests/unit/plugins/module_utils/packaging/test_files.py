# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Package sources: ours written, the vendor's own switched off, nothing else touched."""

from __future__ import annotations

import pytest

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.packaging.files import Files, switched_off
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.packaging.repository import apt_source, rpm_source

REPOSITORY = {"name": "ours", "apt_url": "https://x/deb", "apt_suite": "stable", "apt_component": "main", "rpm_url": "https://x/$basearch/", "key": "KEY\n\n"}


@pytest.mark.parametrize(("before", "after"), [
    ("# vendor\ndeb [signed-by=/k] https://x main\n  deb-src https://x a\n", "# vendor\n# deb [signed-by=/k] https://x main\n  # deb-src https://x a\n"),
    ("# deb https://x stable main\n", "# deb https://x stable main\n"),
    ("[teamviewer]\nbaseurl=https://x\nenabled=1\n", "[teamviewer]\nbaseurl=https://x\nenabled=0\n"),
    ("[a]\nenabled = true\n[b]\nenabled=0\n", "[a]\nenabled = 0\n[b]\nenabled=0\n"),
    ("[teamviewer]\nbaseurl=https://x\n", "[teamviewer]\nenabled=0\nbaseurl=https://x\n"),
    ("Types: deb\nURIs: https://x\nEnabled: yes\n", "Enabled: no\nTypes: deb\nURIs: https://x\n"),
    ("", ""),
])
def test_a_source_is_switched_off(before, after):
    assert switched_off(before) == after
    assert switched_off(after) == after


def test_our_source_trusts_its_own_key_only():
    source = apt_source(REPOSITORY)
    assert source.entry.splitlines()[1:] == [
        "Types: deb", "URIs: https://x/deb", "Suites: stable", "Components: main", f"Signed-By: {source.keyring}",
    ]
    assert source.texts() == {source.keyring: "KEY\n", source.source: source.entry}


def test_an_rpm_source_checks_packages_and_index():
    entry = rpm_source(REPOSITORY, "/etc/yum.repos.d").entry.splitlines()
    assert {"gpgcheck=1", "repo_gpgcheck=1", "skip_if_unavailable=0", "baseurl=https://x/$basearch/"} <= set(entry)


def test_changes_are_noted_and_made(tmp_path):
    path = tmp_path / "new" / "ours.list"
    dry, files = Files(dry=True), Files(dry=False)
    dry.write(str(path), "a\n")
    assert not path.exists()
    files.write(str(path), "a\n")
    files.write(str(path), "a\n")
    assert dry.changes == files.changes == {str(path): (None, "a\n")}
    assert path.stat().st_mode & 0o777 == 0o644
    files.remove(str(path))
    files.remove(str(path))
    assert not path.exists()
    assert [name.name for name in path.parent.iterdir()] == []


def test_a_source_that_is_not_there_is_not_made(tmp_path):
    files = Files(dry=False)
    files.switch_off(str(tmp_path / "none.list"))
    assert files.changes == {}
    assert list(tmp_path.iterdir()) == []
