# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is asked of `ansible.windows.win_package`, and what is told of its answers."""

from __future__ import annotations

import contextlib
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml
from ansible.errors import AnsibleActionFail

from ansible_collections.bauer_group.remote_maintenance.plugins.action import win_vendor_package
from ansible_collections.bauer_group.remote_maintenance.plugins.action.win_vendor_package import ActionModule
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.actions.reaching import ReachingAction

CODE = "{0B2D6F5A-93A3-4D58-9E9A-3B7C6F0A1E11}"
DEFAULTS = {name: spec.get("default") for name, spec in ActionModule.ARGUMENTS.items()}
DONE = {"changed": True, "rc": 0}
NOTHING_DONE = {"changed": False, "rc": 0}
ROLES = Path(__file__).parents[4] / "roles"
INSTALLING = ("unattended_client/tasks/teamviewer/windows/install.yml", "monitoring_agent/tasks/atera/windows/install.yml")


@pytest.fixture
def asked(monkeypatch):
    """`asked(result, option=...)`: what the action returns where the module answers so, and what it had been asked (None: nothing)."""

    def asked(answer, **options):
        given, calls = {**DEFAULTS, **options}, []
        action = object.__new__(ActionModule)
        action._task = SimpleNamespace(check_mode=False)
        action._connection = SimpleNamespace(_shell=SimpleNamespace(join_path=lambda *parts: "\\".join(parts)))
        monkeypatch.setattr(ActionModule, "validate_argument_spec", lambda self, spec: (None, dict(given)))
        answers = answer if callable(answer) else lambda: answer
        monkeypatch.setattr(ReachingAction, "run_module", lambda self, arguments, task_vars: (calls.append(arguments), answers())[1])
        return action.run_module({}, {}), calls[0]

    return asked


def test_values_with_quotes_and_short_ones_are_in_no_message(asked):
    answer = {"failed": True, "rc": 0, "msg": 'could not start msiexec A="say ""hi""" B="abc"'}
    result, _asked = asked(answer, state="absent", product_id="Client", arguments=['say "hi"', "abc"])
    assert (result["failed"], "hi" in result["msg"], "abc" in result["msg"]) == (True, False, False)


def test_words_are_repeated_where_no_secret_went_to_it(asked):
    result, _asked = asked({"failed": True, "msg": "no\n such   product" + 1000 * "!"}, state="absent", product_id=CODE)
    assert result["msg"].startswith("The package was not removed: no such product!!!")
    assert len(result["msg"]) < 600


@pytest.mark.parametrize(("options", "waits"), [
    ({"state": "absent", "product_id": "TeamViewer", "arguments": ["/S"]}, True),
    ({"state": "absent", "product_id": CODE, "arguments": ["/S"]}, None),
])
def test_an_uninstaller_that_leaves_its_work_to_a_copy_of_itself_is_waited_for(asked, options, waits):
    _result, arguments = asked(DONE, **options)
    assert arguments.get("wait_for_children") is waits


def test_an_uninstaller_that_would_ask_is_not_started(asked):
    with pytest.raises(AnsibleActionFail, match="ask nothing"):
        asked(DONE, state="absent", product_id="AteraAgent")


@pytest.fixture
def package(asked, monkeypatch):
    """`package(result, option=...)`: as `asked`, for an installation; what was sent to which path on the machine comes third."""
    sent = {}
    monkeypatch.setattr(ActionModule, "source", lambda self, given: Path(given["file"]))
    monkeypatch.setattr(ActionModule, "folder", lambda self: contextlib.nullcontext("C:\\tmp"))
    monkeypatch.setattr(ActionModule, "brought", lambda self, source, folder, name, checksum, task_vars: f"{folder}\\{name}")
    monkeypatch.setattr(ActionModule, "_transfer_file", lambda self, local, remote: sent.update({remote: Path(local).read_text()}))

    def package(answer, **options):
        result, arguments = asked(answer, file="/srv/package.msi", checksum="0" * 64, **options)
        return result, arguments, sent

    return package


@pytest.mark.parametrize(("answer", "options", "failed"), [
    (NOTHING_DONE, {"missing": True}, True),
    (NOTHING_DONE, {}, False),
    (DONE, {"missing": True}, False),
])
def test_a_product_that_windows_installer_has_and_that_is_missing_all_the_same(package, answer, options, failed):
    result, _arguments, _sent = package(answer, **options)
    assert (result.get("failed", False), result["changed"]) == (failed, answer["changed"])


def test_what_was_waited_for_may_have_been_this_very_installation(package, monkeypatch):
    """A run that was cut off leaves Windows Installer at work."""
    monkeypatch.setattr(win_vendor_package, "time", SimpleNamespace(monotonic=lambda: 0.0, sleep=lambda seconds: None))
    answers = iter([{"failed": True, "rc": 1618}, NOTHING_DONE])
    result, _arguments, _sent = package(lambda: next(answers), missing=True)
    assert result == {"changed": False, "reboot_pending": False, "exit_code": 0}


@pytest.mark.parametrize(("installer", "log"), [("msi", "C:\\tmp\\msiexec.log"), ("exe", None)])
def test_what_windows_installer_writes_down_goes_with_the_folder(package, installer, log):
    _result, arguments, _sent = package(DONE, installer=installer)
    assert arguments.get("log_path") == log


@pytest.mark.parametrize("tasks", INSTALLING)
def test_the_roles_install_only_what_they_have_seen_missing(tasks):
    (task,) = yaml.safe_load((ROLES / tasks).read_text("utf-8"))
    assert task["bauer_group.remote_maintenance.win_vendor_package"]["missing"] is True


def test_transforms_of_the_same_name_do_not_become_one(package, tmp_path):
    files = [tmp_path / folder / "x.mst" for folder in ("a", "b")]
    for file in files:
        file.parent.mkdir()
        file.write_text(file.parent.name)
    _result, arguments, sent = package(DONE, transforms=[str(file) for file in files])
    assert sent == {"C:\\tmp\\1.mst": "a", "C:\\tmp\\2.mst": "b"}
    assert arguments["arguments"] == 'TRANSFORMS="C:\\tmp\\1.mst;C:\\tmp\\2.mst"'
