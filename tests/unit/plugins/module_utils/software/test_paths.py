# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A program's folder: what is left of one is called so only where all of it was looked into."""
from __future__ import annotations

import pytest

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.hygiene.homes import Homes
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.software import paths
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.software.scan import Scan

QUERY = {"system": "linux", "products": {"acme": {"programs": ["/opt/acme"]}}}


@pytest.fixture
def state(tmp_path):
    """`state()`: what the folder `acme` is called."""
    def state():
        scan = Scan(QUERY, str(tmp_path), Homes(), {"signals": [], "products": {}}, [])
        paths.find(scan)
        (signal,) = scan.found["signals"]
        return signal["state"]
    return state


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "opt" / "acme"
    folder.mkdir(parents=True)
    return folder


def test_a_few_files_are_what_is_left(state, folder):
    (folder / "settings.conf").touch()
    assert state() == "residual"


def test_a_program_is_a_program_however_deep(state, folder):
    (folder / "lib" / "bin").mkdir(parents=True)
    (folder / "lib" / "bin" / "acmed").touch(0o755)
    assert state() == "present"


def test_more_folders_than_are_looked_into_are_not_called_left_over(state, folder):
    for number in range(paths._MOST_FOLDERS + 1):
        (folder / f"language-{number}").mkdir()
    assert state() == "present"
