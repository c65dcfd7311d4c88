# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A file on a machine: the folder that it lies in, and what is said where it does not arrive, without what admits a machine to an account."""

from __future__ import annotations

from pathlib import PureWindowsPath
from types import SimpleNamespace

import pytest
from ansible.errors import AnsibleActionFail

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.actions import windows_files

URL = "https://x.servicedesk.example/GetAgent/Msi/?customerId=36&integratorLogin=rmm%40example.com"
ASKED, OTHER = "0" * 64, "AB" * 32


class Action(windows_files.WindowsFilesAction):
    NOT_DONE = "The package was not installed"


@pytest.fixture
def brought(monkeypatch):
    """`brought(result)`: what the action does with that answer of the module that fetches."""

    def brought(**result):
        action = object.__new__(Action)
        action._connection = SimpleNamespace(_shell=SimpleNamespace(join_path=lambda *parts: "\\".join(parts)))
        monkeypatch.setattr(Action, "_execute_module", lambda self, **asked: result)
        return action.brought(URL, "C:\\tmp", "package.msi", f"sha256:{ASKED}", {})

    return brought


def test_where_it_is_afterwards(brought):
    assert brought(changed=True, status_code=200) == "C:\\tmp\\package.msi"


@pytest.mark.parametrize(("result", "said"), [
    ({"status_code": 404}, "the machine could not fetch it, the server answered with HTTP status 404"),
    ({}, "the machine could not fetch it. Look at its name resolution, its proxy, its clock and whether it trusts the server's certificate"),
    ({"status_code": "secret", "checksum_src": "secret"}, "the machine could not fetch it. Look at"),
    ({"status_code": 200, "checksum_src": ASKED}, "the machine could not fetch it. Look at"),
    ({"status_code": 200, "checksum_src": OTHER}, f"what the machine fetched has the SHA-256 {OTHER.lower()}, not {ASKED}"),
])
@pytest.mark.parametrize("spelling", [URL, URL.replace("%40", "@"), URL.upper()])
def test_what_is_said_where_it_does_not_arrive_holds_nothing_of_the_address(brought, result, said, spelling):
    with pytest.raises(AnsibleActionFail) as failed:
        brought(failed=True, msg=f"Error downloading '{spelling}' to 'C:\\tmp\\package.msi': no", **result)
    assert str(failed.value).startswith(f"The package was not installed: {said}")
    assert not any(part in str(failed.value).lower() for part in ("servicedesk", "example.com", "secret"))


@pytest.fixture
def removed(monkeypatch):
    """`removed(is_windows, temporary)`: the folder that was made, and what was asked to be removed of it."""

    def removed(is_windows, temporary):
        shell = SimpleNamespace(_IS_WINDOWS=is_windows, tmpdir=None)
        asked = []
        action = object.__new__(Action)
        action._connection = SimpleNamespace(_shell=shell)
        monkeypatch.setattr(Action, "_make_tmp_path", lambda self: setattr(shell, "tmpdir", temporary + shell._generate_temp_dir_name()))
        monkeypatch.setattr(Action, "_remove_tmp_path", lambda self, path: asked.append(path))
        with action.folder() as folder:
            pass
        assert not hasattr(shell, "_generate_temp_dir_name")
        return folder, asked

    return removed


def test_what_runs_have_left_that_were_killed_goes_two_days_later(removed, monkeypatch):
    temporary = "C:\\Users\\Müller\\AppData\\Local\\Temp\\"
    today = 20_000 * 86_400.0 + 5
    folders = []
    for days_ago in range(4):
        monkeypatch.setattr(windows_files.time, "time", lambda ago=days_ago: today - ago * 86_400)
        folders.append(removed(True, temporary)[0])
    monkeypatch.setattr(windows_files.time, "time", lambda: today)
    folder, (own, pattern) = removed(True, temporary)
    assert own == folder and folder not in folders
    assert [PureWindowsPath(one).match(pattern) for one in folders] == [False, False, True, True]
    assert not PureWindowsPath(f"{temporary}ansible-tmp-1-2-3").match(pattern)


def test_a_shell_that_reads_no_patterns_is_asked_for_one_folder(removed):
    folder, asked = removed(False, "/root/.ansible/tmp/")
    assert asked == [folder]
