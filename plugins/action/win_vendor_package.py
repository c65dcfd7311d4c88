# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The control node's half of `win_vendor_package`, around `ansible.windows.win_package`: what that one says of a failure repeats its command line."""

from __future__ import annotations

import time
from pathlib import Path, PureWindowsPath
from typing import Any, ClassVar

from ansible.errors import AnsibleActionFail

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.installing.checksum import expected_digest
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act import windows_installer
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.actions.windows_files import WindowsFilesAction
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.plain import plain
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.problems import InputError

PROVIDERS = {"msi": "msi", "exe": "registry"}
PAUSE = 10.0
LONGEST = 500


class ActionModule(WindowsFilesAction):
    MODULE: ClassVar[str] = "ansible.windows.win_package"
    ARGUMENTS: ClassVar = {
        "state": {"type": "str", "choices": ["present", "absent"], "default": "present"},
        "installer": {"type": "str", "choices": list(PROVIDERS), "default": "msi"},
        "url": {"type": "str"},
        "file": {"type": "str"},
        "checksum": {"type": "str"},
        "properties": {"type": "dict", "default": {}},
        "transforms": {"type": "list", "elements": "str", "default": []},
        "arguments": {"type": "list", "elements": "str", "default": []},
        "product_id": {"type": "str"},
        "missing": {"type": "bool", "default": False},
        "lock_timeout": {"type": "float", "default": 300.0},
    }
    NOT_DONE = "The package was not installed"

    def run_module(self, arguments: dict[str, Any], task_vars: dict[str, Any]) -> dict[str, Any]:
        _validation, given = self.validate_argument_spec(self.ARGUMENTS)
        given = plain(given)
        if given["state"] == "absent":
            return self._removed(given, task_vars)
        source = self.source(dict(given))
        try:
            windows_installer.command_line(given["properties"])
        except InputError as error:
            raise AnsibleActionFail(f"{self.NOT_DONE}: {error}") from error
        if self._task.check_mode:
            return {"changed": True, "reboot_pending": False}
        with self.folder() as folder:
            path = self.brought(source, folder, _name(given), str(given["checksum"]), task_vars)
            asked = {"path": path, "checksum": expected_digest(str(given["checksum"])), "checksum_algorithm": "sha256"}
            # What Windows Installer writes down may hold the properties: it goes with the folder, even where a run is killed.
            log = self._connection._shell.join_path(folder, "msiexec.log") if given["installer"] == "msi" else None
            return self._package({**asked, "arguments": self._words(given, folder), "log_path": log}, given, task_vars)

    def _words(self, given: dict[str, Any], folder: str) -> str | list[str]:
        if given["installer"] != "msi":
            return given["arguments"]
        # By number, as two of them may have the same name in different folders.
        transforms = [self._sent(Path(file).expanduser(), folder, f"{number}.mst") for number, file in enumerate(given["transforms"], 1)]
        return windows_installer.command_line(given["properties"], transforms)

    def _sent(self, file: Path, folder: str, name: str) -> str:
        if not file.is_file():
            raise AnsibleActionFail(f"{self.NOT_DONE}: the transform {file} is not there")
        path = self._connection._shell.join_path(folder, name)
        self._transfer_file(str(file), path)
        return path

    def _removed(self, given: dict[str, Any], task_vars: dict[str, Any]) -> dict[str, Any]:
        if not given["product_id"]:
            raise AnsibleActionFail("The package was not removed: it needs product_id")
        code = windows_installer.is_product_code(given["product_id"])
        if not code and not given["arguments"]:
            raise AnsibleActionFail("The package was not removed: without a product code it needs the arguments that make its uninstaller ask nothing")
        # NSIS' uninstallers copy themselves elsewhere, start the copy and leave with 0 at once.
        asked = {"product_id": given["product_id"], "arguments": [] if code else given["arguments"], "wait_for_children": not code}
        return self._package(asked, {**given, "installer": "msi" if code else "exe"}, task_vars)

    def _package(self, asked: dict[str, Any], given: dict[str, Any], task_vars: dict[str, Any]) -> dict[str, Any]:
        """Waits while another installation runs."""
        more = {"state": given["state"], "provider": PROVIDERS[given["installer"]], "expected_return_code": [windows_installer.DONE, *windows_installer.REBOOT]}
        ends_at = time.monotonic() + given["lock_timeout"]
        waited = False
        while True:
            result = super().run_module({**more, **{name: value for name, value in asked.items() if value}}, task_vars)
            if result.get("rc") != windows_installer.BUSY or time.monotonic() + PAUSE > ends_at:
                told = _told(result, given)
                # What was waited for may have been this very installation, begun by a run that was cut off.
                return told if waited else _held(told, given)
            waited = True
            time.sleep(PAUSE)


def _name(given: dict[str, Any]) -> str:
    return PureWindowsPath(Path(given["file"]).name).name if given["file"] else f"package.{given['installer']}"


def _held(told: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    """Windows Installer does nothing for a product that it has, and what is missing of it stays so."""
    if not given["missing"] or told["changed"] or told.get("failed"):
        return told
    why = "Windows Installer knows this very product on the machine and does nothing, though it was seen missing, broken or of another version"
    return {**told, "failed": True, "msg": f"The package was not installed: {why}. Repeat the run; if it says so again, repair it there or remove it."}


def _told(result: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    """What a person may read of it: the properties are secrets, and the installer's own words may repeat them."""
    status = result.get("rc")
    told = {"changed": bool(result.get("changed")), "reboot_pending": status in windows_installer.REBOOT or bool(result.get("reboot_required"))}
    if status is not None:
        told["exit_code"] = status
    if told["reboot_pending"]:
        told["warnings"] = ["The machine wants to be restarted to complete this. Nobody restarts it from here."]
    if not result.get("failed"):
        return told
    verb = "installed" if given["state"] == "present" else "removed"
    if status in (None, windows_installer.DONE):
        reason = _not_begun(result, given)
    elif given["installer"] == "msi":
        reason = f"exit code {status}, {windows_installer.meaning(status)}"
    else:
        reason = f"the installer ended with exit code {status}."
    return {**told, "changed": False, "failed": True, "msg": f"The package was not {verb}: {reason}"}


def _not_begun(result: dict[str, Any], given: dict[str, Any]) -> str:
    """The module's own words only where no secret went to it: they may repeat one in another spelling."""
    said = " ".join(str(result.get("msg") or "").split())[:LONGEST]
    if said and not given["properties"] and not given["arguments"]:
        return said
    return "ansible.windows.win_package failed around the installer. What it said is kept back, as it may repeat the properties or arguments"
