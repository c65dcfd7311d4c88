# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The note of our enrolments lies where everybody may make folders: one that somebody else could have made is neither read nor written.

Wine takes a file's owner from the system below: what is not the tests' own account's is somebody's without rights. It keeps no access lists and shows
no junction, so that both are not tried here.
"""
from __future__ import annotations

import json
import os

import pytest
from tasks import Tasks, module

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.catalogue import load_products
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.query import compile_query

if os.geteuid() != 0:
    pytest.skip("only root can make files of another account's", allow_module_level=True)

SOMEBODY = 12345
PLACE = r"ProgramData\bauer_group\remote_maintenance\enrolments.json"
FORGED = json.dumps({"format": 1, "enrolments": {"teamviewer": {"management_id": "3fa85f64"}, "atera": {"client_id": "7"}}})
TEAMVIEWER = r"""
[HKEY_LOCAL_MACHINE\SOFTWARE\TeamViewer]
"ClientID"=dword:3b9aca07
"""


def seen(windows, folder):
    plan = {"deadline": 120, "sections": ["software"], "software": compile_query(load_products(), "windows")}
    (client,) = windows.console.collect(folder, plan)[0]["software"]["products"]["teamviewer"]
    return client["values"].get("hint_management_id")


def test_a_note_that_anybody_could_have_written(windows_anew, ansible, tmp_path):
    windows = windows_anew
    windows.import_registry(tmp_path / "teamviewer.reg", TEAMVIEWER)
    windows.file(r"Program Files\TeamViewer\TeamViewer.exe").write_bytes(b"MZ")
    note = windows.file(PLACE)
    outer = note.parents[1]
    note.write_text(FORGED)
    trusted = seen(windows, tmp_path)
    os.chown(note, SOMEBODY, SOMEBODY)
    forged = seen(windows, tmp_path)
    tasks = Tasks(ansible("ansible-playbook"), tmp_path, windows)
    enrolled = {"product": "teamviewer", "client_id": "1000000007", "management_id": "m-1"}
    # Whatever it says is not carried on into ours.
    gone, written, same = tasks.run(
        module("win_enrolment_hint", None, product="atera", state="absent"), module("win_enrolment_hint", None, **enrolled),
        module("win_enrolment_hint", None, **enrolled),
    )
    assert (trusted, forged) == ("3fa85f64", None)
    assert [one["changed"] for one in (gone, written, same)] == [False, True, False], tasks.output[-3000:]
    assert json.loads(note.read_text())["enrolments"] == {"teamviewer": {"client_id": "1000000007", "management_id": "m-1"}}
    assert seen(windows, tmp_path) == "m-1"

    os.chown(outer, SOMEBODY, SOMEBODY)
    before = note.read_text()
    kept, refused = tasks.run(
        module("win_enrolment_hint", None, product="teamviewer", state="absent"), module("win_enrolment_hint", None, **{**enrolled, "management_id": "m-2"}),
    )
    assert (kept["changed"], refused["failed"], note.read_text()) == (False, True, before)
    assert "no administrator" in refused["msg"]
    assert seen(windows, tmp_path) is None


def test_made_and_taken_away(windows_anew, ansible, tmp_path):
    tasks = Tasks(ansible("ansible-playbook"), tmp_path, windows_anew)
    ours = {"product": "teamviewer", "client_id": "1000000007"}
    made, gone = tasks.run(module("win_enrolment_hint", None, **ours), module("win_enrolment_hint", None, **ours, state="absent"))
    assert (made["changed"], gone["changed"]) == (True, True), tasks.output[-3000:]
    assert not (windows_anew.console.prefix / "drive_c" / "ProgramData" / "bauer_group").exists()
